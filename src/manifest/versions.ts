import type { Backend } from "../domain/deployment.js";
import type { Setting } from "./types.js";

/** An image reference taken apart; the registry and path stay together. */
export interface ImageReference {
  readonly repository: string;
  readonly tag: string | undefined;
}

/** Splits an image reference; a digest is left out. */
export function parseImage(image: string): ImageReference {
  const [name = ""] = image.split("@");
  const slash = name.lastIndexOf("/");
  const colon = name.indexOf(":", slash + 1);
  return colon === -1
    ? { repository: name, tag: undefined }
    : { repository: name.slice(0, colon), tag: name.slice(colon + 1) };
}

/** Dynamo version that the tag of a Dynamo image names (`…/vllm-runtime:1.3.0-efa` → `1.3.0`). */
export function dynamoVersionOf(image: string): string | undefined {
  const { repository, tag } = parseImage(image);
  if (tag === undefined || !isDynamoImage(repository.slice(repository.lastIndexOf("/") + 1)))
    return undefined;
  return /^v?(\d{1,4}\.\d{1,4}\.\d{1,4})(?:$|[-.+])/.exec(tag)?.[1];
}

/** Words behind a release in the tag of an image that say nothing of what is in it. */
const VARIANTS =
  /^(?:\.post\d+|[-.](?:efa|cuda\d*(?:\.\d+)?|cu\d+|amd64|arm64|x86_64|aarch64|gb200|runtime))*$/;

/** Whether a version is a release's own: one that is written, or an image's that is no build of somebody's or of the days before it. */
export function isRelease({ text, origin }: Setting<string>): boolean {
  const { tag = "" } = parseImage(text);
  const [, rest] = /^v?\d{1,4}\.\d{1,4}\.\d{1,4}(.*)$/.exec(tag) ?? [];
  return origin.how !== "image" || (rest !== undefined && VARIANTS.test(rest));
}

function isDynamoImage(name: string): boolean {
  return name.startsWith("dynamo-") || /(?:vllm|sglang|tensorrtllm|trtllm)-runtime/.test(name);
}

/** Images that the makers of an engine publish. */
const STOCK: Readonly<Record<Backend, RegExp>> = {
  vllm: /vllm-openai$/,
  sglang: /(?:^|\/)sglang$/,
  trtllm: /tensorrt-llm\/release$/,
};

/** Engine version of a stock engine image (`vllm/vllm-openai:v0.26.0` → `0.26.0`). */
export function stockEngineVersion(image: string, backend: Backend): string | undefined {
  const { repository, tag } = parseImage(image);
  return tag !== undefined && STOCK[backend].test(repository)
    ? /^v?(\d+\.\d+\.\d+(?:\.?(?:rc|post|dev)\d+)*)/.exec(tag)?.[1]
    : undefined;
}

/** The engine that an image is named for, and whether it is one that NVIDIA or the engine's makers publish. */
export function imageEngine(
  image: string,
): { readonly engine: Backend; readonly official: boolean } | undefined {
  const { repository } = parseImage(image);
  const stock = (["vllm", "sglang", "trtllm"] as const).find((engine) => STOCK[engine].test(repository));
  if (stock !== undefined) return { engine: stock, official: true };
  const [, name] = /(?:^|\/)(vllm|sglang|tensorrtllm|trtllm)-runtime$/.exec(repository) ?? [];
  if (name === undefined) return undefined;
  const engine = name === "vllm" || name === "sglang" ? name : "trtllm";
  return { engine, official: repository.startsWith("nvcr.io/nvidia/ai-dynamo/") };
}
