/** Nothing to mend in it; the expression below is dear when it is first used. */
const PLAIN = /^[ -~\n]*$/;
/** What a terminal or a reader would take for something else: control characters, marks that turn text, no width. */
const INVISIBLE =
  /[\u007f-\u009f\u00ad\u061c\u180e\u200b-\u200f\u2028-\u202f\u2060-\u206f\ufeff\ufff9-\ufffc]|\udb40[\udc00-\udfff]/g;

/**
 * JSON that says the same to every parser and nothing to a terminal or a runner: what is not plainly visible is written
 * as `\u....`, and no `##[` stands in the text, which a runner would take for a command.
 */
export function jsonText(value: unknown, indent?: number): string {
  const json = JSON.stringify(value, null, indent).replaceAll("##[", "#\\u0023[");
  return PLAIN.test(json)
    ? json
    : json.replace(INVISIBLE, (mark) =>
        [...Array(mark.length).keys()]
          .map((at) => `\\u${mark.charCodeAt(at).toString(16).padStart(4, "0")}`)
          .join(""),
      );
}
