/** Which figures a query may use: measured only, measured else estimated, estimated only, or the bare roofline. */
export const DATABASE_MODES = ["SILICON", "HYBRID", "EMPIRICAL", "SOL"] as const;
export type DatabaseMode = (typeof DATABASE_MODES)[number];

/** What may be borrowed when a measured slice is empty (HYBRID, EMPIRICAL). */
export type TransferPolicy = Readonly<Record<TransferStep, boolean>>;

const TRANSFER_STEPS = ["xshape", "xquant", "xprofile", "xop"] as const;
type TransferStep = (typeof TRANSFER_STEPS)[number];

/** Names for usual lists of steps. */
const TRANSFER_PRESETS: Readonly<Record<string, readonly TransferStep[]>> = {
  off: [],
  conservative: ["xshape"],
  balanced: ["xshape", "xquant"],
  aggressive: TRANSFER_STEPS,
};

/** Everything that may be written for a transfer policy: presets, then steps. */
export const TRANSFER_WORDS: readonly string[] = [...Object.keys(TRANSFER_PRESETS), ...TRANSFER_STEPS];

/** How the words are told to people. */
export const TRANSFER_ALLOWED = `${Object.keys(TRANSFER_PRESETS).join(", ")}, or a list of ${TRANSFER_STEPS.join(", ")}`;

/** A policy of a preset or a list of steps, one text or several; the first word that is neither otherwise. */
export function transferPolicy(
  written: string | readonly unknown[],
): { readonly policy: TransferPolicy } | { readonly wrong: string } {
  const words =
    typeof written === "string" ? written.split(",").map((word) => word.trim()) : written.map(String);
  const [only] = words;
  const preset =
    words.length === 1 && Object.hasOwn(TRANSFER_PRESETS, only!) ? TRANSFER_PRESETS[only!] : undefined;
  const steps: readonly string[] = preset ?? words;
  const wrong = steps.find((step) => !TRANSFER_STEPS.some((known) => known === step));
  if (wrong !== undefined) return { wrong };
  const has = (step: TransferStep): boolean => steps.includes(step);
  return {
    policy: { xshape: has("xshape"), xquant: has("xquant"), xprofile: has("xprofile"), xop: has("xop") },
  };
}
