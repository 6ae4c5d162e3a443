const DARK = "(prefers-color-scheme: dark)";
let dark: MediaQueryList | undefined;

/** What decides the page's colours, as one text: the system's theme, and whether it is being printed. */
export function lookNow(): string {
  dark ??= matchMedia(DARK);
  return `${dark.matches} ${document.documentElement.className}`;
}

/** Calls back when the page's colours change: the system's theme, and printing, which is always on white. */
export function onLookChange(call: () => void): () => void {
  const theme = matchMedia(DARK);
  const printing = (on: boolean) => (): void => {
    document.documentElement.classList.toggle("printing", on);
    call();
  };
  const [before, after] = [printing(true), printing(false)];
  theme.addEventListener("change", call);
  addEventListener("beforeprint", before);
  addEventListener("afterprint", after);
  return () => {
    theme.removeEventListener("change", call);
    removeEventListener("beforeprint", before);
    removeEventListener("afterprint", after);
  };
}
