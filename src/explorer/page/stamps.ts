import { seriesLook } from "./symbols.js";

/** Radius of a point, CSS pixels. */
const RADIUS = 4;

/** A symbol ready to be copied: its pixels that are not empty. */
interface Stamp {
  /** from the middle, right and down */
  readonly right: Int8Array;
  readonly down: Int8Array;
  /** 0 to 255 */
  readonly opacity: Uint8Array;
  readonly colour: readonly [number, number, number];
  /** colour and opacity as the four bytes of a pixel */
  readonly whole: Uint32Array;
}

/** The symbols of a series: an outline where limits are missed, filled where they hold. */
export interface SeriesStamps {
  readonly missed: Stamp;
  readonly held: Stamp;
}

/** Symbols of all series at a scale of the screen, in the colours that `colour` gives their variables. */
export function stampsOf(
  seriesPlace: ReadonlyMap<string, number>,
  scale: number,
  colour: (name: string) => string,
): ReadonlyMap<string, SeriesStamps> {
  return new Map(
    [...seriesPlace].map(([series, place]) => {
      const look = seriesLook(place);
      const stamp = (filled: boolean): Stamp =>
        stampOf({ symbol: look.symbol, colour: colour(look.colour), filled, scale });
      return [series, { missed: stamp(false), held: stamp(true) }];
    }),
  );
}

function stampOf(look: {
  readonly symbol: string;
  readonly colour: string;
  readonly filled: boolean;
  readonly scale: number;
}): Stamp {
  const size = Math.ceil((2 * RADIUS + 4) * look.scale);
  const ctx = new OffscreenCanvas(size, size).getContext("2d", { willReadFrequently: true })!;
  ctx.translate(size / 2, size / 2);
  ctx.scale(RADIUS * look.scale, RADIUS * look.scale);
  ctx.globalAlpha = look.filled ? 0.85 : 0.28;
  ctx.lineWidth = 0.25;
  ctx.fillStyle = ctx.strokeStyle = look.colour;
  const path = new Path2D(look.symbol);
  if (look.filled) ctx.fill(path);
  ctx.stroke(path);
  return compressed(ctx.getImageData(0, 0, size, size).data, size);
}

function compressed(pixels: Uint8ClampedArray, size: number): Stamp {
  const places = Array.from({ length: size * size }, (_, at) => at).filter((at) => pixels[4 * at + 3]! > 0);
  const fullest =
    4 * places.reduce((best, at) => (pixels[4 * at + 3]! > pixels[4 * best + 3]! ? at : best), 0);
  const colour = [pixels[fullest]!, pixels[fullest + 1]!, pixels[fullest + 2]!] as const;
  const opacity = Uint8Array.from(places, (at) => pixels[4 * at + 3]!);
  const bytes = Uint8ClampedArray.from([...opacity].flatMap((one) => [...colour, one]));
  return {
    right: Int8Array.from(places, (at) => (at % size) - Math.floor(size / 2)),
    down: Int8Array.from(places, (at) => Math.floor(at / size) - Math.floor(size / 2)),
    opacity,
    colour,
    whole: new Uint32Array(bytes.buffer),
  };
}

/**
 * An image that thousands of symbols are put on: many times as quick as as many calls of `drawImage`. It has an edge, so
 * that symbols at its ends need no cutting, and is used again for every frame of a drag.
 */
export class SymbolLayer {
  private readonly edge: number;
  private readonly stride: number;
  private readonly pixels: Uint8ClampedArray<ArrayBuffer>;
  private readonly whole: Uint32Array;
  private readonly image: OffscreenCanvas;

  constructor(
    private readonly width: number,
    private readonly height: number,
    scale: number,
  ) {
    this.edge = Math.ceil((RADIUS + 3) * scale);
    this.stride = width + 2 * this.edge;
    this.pixels = new Uint8ClampedArray(4 * this.stride * (height + 2 * this.edge));
    this.whole = new Uint32Array(this.pixels.buffer);
    this.image = new OffscreenCanvas(this.stride, height + 2 * this.edge);
  }

  /** Takes all symbols off again. */
  clear(): void {
    this.whole.fill(0);
  }

  /** Puts a symbol with its middle at a place; nothing where the place lies outside. */
  put(stamp: Stamp, x: number, y: number): void {
    if (!(x >= 0 && x <= this.width && y >= 0 && y <= this.height)) return;
    const { right, down, opacity, colour, whole } = stamp;
    const middle = (Math.round(y) + this.edge) * this.stride + Math.round(x) + this.edge;
    const own = whole[0]! & COLOUR;
    for (let at = 0; at < opacity.length; at++) {
      const to = middle + down[at]! * this.stride + right[at]!;
      const there = this.whole[to]!;
      if (there === 0) this.whole[to] = whole[at]!;
      // most symbols lie on others of their series: the colour stays, and the opacity grows until it is whole
      else if ((there & COLOUR) === own) {
        if (there >>> 24 < 255) this.pixels[4 * to + 3] = opacityOver(opacity[at]!, there >>> 24);
      } else blend(this.pixels, 4 * to, opacity[at]!, colour);
    }
  }

  /**
   * The image as something that can be drawn, until the next one is asked for; its first pixel lies `edge` before the place
   * of 0, 0.
   */
  picture(): SymbolPicture {
    const { width, height } = this.image;
    const ctx = this.image.getContext("2d", { willReadFrequently: true })!;
    ctx.putImageData(new ImageData(this.pixels, width, height), 0, 0);
    return { image: this.image, edge: this.edge };
  }
}

/** A picture of symbols. */
export interface SymbolPicture {
  readonly image: OffscreenCanvas;
  readonly edge: number;
}

/** The bytes of a pixel that are its colour; the highest is its opacity. */
const COLOUR = 0xffffff;

/** Opacity of something over something, 0 to 255. */
function opacityOver(opacity: number, there: number): number {
  return opacity + (there * (255 - opacity)) / 255;
}

/** A colour over the pixel that is there, which is not multiplied with its opacity. */
function blend(
  target: Uint8ClampedArray,
  to: number,
  opacity: number,
  colour: readonly [number, number, number],
): void {
  const there = target[to + 3]!;
  const whole = opacityOver(opacity, there);
  const share = opacity / whole;
  for (let part = 0; part < 3; part++)
    target[to + part] = target[to + part]! + (colour[part]! - target[to + part]!) * share;
  target[to + 3] = whole;
}
