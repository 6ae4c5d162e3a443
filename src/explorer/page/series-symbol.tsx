import { MARK_SYMBOLS, seriesLook } from "./symbols.js";

/** The symbol of a series as the planes draw it. */
export function SeriesSymbol({ place }: { readonly place: number }) {
  const { symbol, colour } = seriesLook(place);
  return (
    <svg class="symbol" viewBox="-1.5 -1.5 3 3" aria-hidden="true">
      <path d={symbol} style={`fill:var(${colour})`} />
    </svg>
  );
}

/** The symbol of a named point. */
export function MarkSymbol({ kind }: { readonly kind: keyof typeof MARK_SYMBOLS }) {
  return (
    <svg class="symbol mark" viewBox="-1.5 -1.5 3 3" aria-hidden="true">
      <path d={MARK_SYMBOLS[kind]} />
    </svg>
  );
}
