const DARK = "(prefers-color-scheme: dark)";

/** What decides the page's colours, as one text: the system's theme, and whether it is being printed. */
export function lookNow(): string {
  return `${matchMedia(DARK).matches} ${document.documentElement.className}`;
}

/** Calls back when the page's colours change: the system's theme, and printing, which is always on white. */
export function onLookChange(call: () => void): () => void {
  const dark = matchMedia(DARK);
  const printing = (on: boolean) => (): void => {
    document.documentElement.classList.toggle("printing", on);
    call();
  };
  const [before, after] = [printing(true), printing(false)];
  dark.addEventListener("change", call);
  addEventListener("beforeprint", before);
  addEventListener("afterprint", after);
  return () => {
    dark.removeEventListener("change", call);
    removeEventListener("beforeprint", before);
    removeEventListener("afterprint", after);
  };
}
