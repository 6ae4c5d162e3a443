import { describe, expect, it } from "@jest/globals";
import { parseShell } from "../../src/manifest/command/shell.js";
import type { ShellScript, ShellWord } from "../../src/manifest/command/shell-steps.js";
import { findProgram } from "../../src/manifest/command/program.js";
import { loadDocuments } from "../../src/manifest/documents.js";
import { fileText } from "../../src/manifest/text/file-text.js";
import { type MappedText, offsetsAt } from "../../src/manifest/text/mapped-text.js";
import {
  child,
  type Cursor,
  entries,
  isListCursor,
  isMapCursor,
  items,
  textAt,
} from "../../src/manifest/yaml/cursor.js";
import { manifestFiles } from "./support/corpus.js";

interface Script {
  readonly id: string;
  readonly file: string;
  readonly text: MappedText;
}

/** Every script of `command` and `args` whose command is a shell with `-c`. */
function scriptsOf(id: string, file: string): readonly Script[] {
  const found: Script[] = [];
  const visit = (cursor: Cursor): void => {
    if (isMapCursor(cursor)) {
      const argv = [...items(child(cursor, "command")), ...items(child(cursor, "args"))].flatMap(
        (item) => textAt(item) ?? [],
      );
      const flag = argv.findIndex((word) => /^-[a-z]*c$/.test(word.text));
      const script = argv[flag + 1];
      if (/(?:^|\/)(?:ba)?sh$/.test(argv[0]?.text ?? "") && flag > 0 && script)
        found.push({ id: `${id} #${found.length + 1}`, file, text: script });
      for (const [, value] of entries(cursor)) visit(value);
    } else if (isListCursor(cursor)) for (const item of items(cursor)) visit(item);
  };
  const source = fileText("x.yaml", file);
  for (const document of loadDocuments(source, { source, list: [] }).documents)
    if (document.root) visit(document.root);
  return found;
}

const files = manifestFiles();
const lf = files.flatMap((file) => scriptsOf(file.id, file.text));
const crlf = files.flatMap((file) => scriptsOf(`${file.id} crlf`, file.text.replace(/\r?\n/g, "\r\n")));
const scripts = [...lf, ...crlf];
if (files.length === 0) console.info("skipped: the scripts of the corpus are not beside the project");

function wordsOf(shell: ShellScript): readonly { readonly start: number; readonly end: number }[] {
  return shell.steps.flatMap((step) => (step.kind === "run" ? step.words : []));
}

function plainWord(word: ShellWord): string {
  return word.parts.map((part) => (part.kind === "text" ? part.value : part.text)).join("");
}

describe("scripts of the corpus", () => {
  (files.length > 0 ? it : it.skip)("all parse, and the engines among them are found", () => {
    const engines = lf.filter(({ text }) => {
      const shell = parseShell(text.text);
      expect(shell?.errors).toEqual([]);
      return shell?.steps.some((step) => {
        const kind = step.kind === "run" ? findProgram(step.words.map(plainWord))?.kind : undefined;
        return kind === "engine" || kind === "dynamo";
      });
    });
    console.info(`${lf.length} scripts, ${engines.length} of them run a Dynamo module or an engine`);
    expect(lf.length).toBeGreaterThanOrEqual(90);
    expect(engines.length).toBeGreaterThanOrEqual(66);
  });

  (files.length > 0 ? it : it.skip)(
    "every character of every word has its place in the file, in every YAML style and with CRLF",
    () => {
      let characters = 0;
      for (const { id, file, text } of scripts) {
        const shell = parseShell(text.text);
        for (const word of shell ? wordsOf(shell) : []) {
          for (let i = word.start; i < word.end; i++) {
            const letter = text.text.charAt(i);
            if (/\s/.test(letter)) continue;
            const range = offsetsAt(text, i);
            if (!range) throw new Error(`${id}: no place for "${letter}"`);
            const written = file.slice(range.start, range.end);
            // An escape of a quoted style ends in the character, or stands for it.
            if (!written.endsWith(letter) && !written.startsWith("\\") && written !== "''")
              throw new Error(`${id}: ${letter} maps to ${written}`);
            characters++;
          }
        }
      }
      expect(characters).toBeGreaterThan(50_000);
    },
  );
});
