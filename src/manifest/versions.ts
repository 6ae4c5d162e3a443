import type { Backend } from "../domain/deployment.js";

/** Dynamo release → engine versions inside its images, newest first. */
export const DYNAMO_VERSIONS: readonly (readonly [string, Readonly<Record<Backend, string>>])[] = [
  ["1.3.0", { vllm: "0.24.0", sglang: "0.5.16", trtllm: "1.3.0rc23" }],
  ["1.2.0", { vllm: "0.20.1", sglang: "0.5.11", trtllm: "1.3.0rc14" }],
  ["1.1.0", { vllm: "0.19.0", sglang: "0.5.10.post1", trtllm: "1.3.0rc11" }],
  ["1.0.0", { vllm: "0.16.0", sglang: "0.5.9", trtllm: "1.3.0rc5.post1" }],
  ["0.9.0", { vllm: "0.14.1", sglang: "0.5.8", trtllm: "1.3.0rc1" }],
  ["0.8.0", { vllm: "0.12.0", sglang: "0.5.6.post2", trtllm: "1.2.0rc6.post1" }],
  ["0.7.1", { vllm: "0.11.0", sglang: "0.5.4.post3", trtllm: "1.2.0rc3" }],
  ["0.7.0", { vllm: "0.11.0", sglang: "0.5.4.post3", trtllm: "1.2.0rc2" }],
  ["0.6.0", { vllm: "0.11.0", sglang: "0.5.3.post2", trtllm: "1.1.0rc5" }],
];

/** Engine version of a Dynamo version (`1.3.0`, `v0.8.1`); patch releases take their minor's entry. Undefined when not known. */
export function engineVersionOf(dynamo: string, backend: Backend): string | undefined {
  const wanted = /^v?(\d+)\.(\d+)\.(\d+)/.exec(dynamo);
  if (!wanted) return undefined;
  const exact = DYNAMO_VERSIONS.find(([version]) => version === `${wanted[1]}.${wanted[2]}.${wanted[3]}`);
  const minor = DYNAMO_VERSIONS.find(([version]) => version.startsWith(`${wanted[1]}.${wanted[2]}.`));
  return (exact ?? minor)?.[1][backend];
}

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

function isDynamoImage(name: string): boolean {
  return name.startsWith("dynamo-") || /(?:vllm|sglang|tensorrtllm|trtllm)-runtime/.test(name);
}

/** Engine version of a stock engine image (`vllm/vllm-openai:v0.26.0` → `0.26.0`). */
export function stockEngineVersion(image: string, backend: Backend): string | undefined {
  const { repository, tag } = parseImage(image);
  const stock =
    backend === "vllm" ? /vllm-openai$/ : backend === "sglang" ? /(?:^|\/)sglang$/ : /tensorrt-llm\/release$/;
  return tag !== undefined && stock.test(repository)
    ? /^v?(\d+\.\d+\.\d+(?:\.?(?:rc|post|dev)\d+)*)/.exec(tag)?.[1]
    : undefined;
}
