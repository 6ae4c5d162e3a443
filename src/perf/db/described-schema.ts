import { closed, aboveZero } from "../../domain/json-schema.js";

/** Ends that no GPU goes beyond, so that a figure in another unit (TB/s, MiB, PFLOPS) is seen to be one. */
const within = (description: string, minimum: number, maximum: number) =>
  ({ type: "number", minimum, maximum, description }) as const;

const name = (description: string) =>
  ({ type: "string", pattern: "^[a-z][a-z0-9_]{0,59}$", description }) as const;
const tera = (format: string) =>
  within(`Tensor core ${format}, 10¹² operations a second, dense; leave it out where there is none.`, 5, 1e5);
const giga = (description: string, minimum: number, maximum: number) =>
  within(`${description}, 10⁹ bytes a second.`, minimum, maximum);

/** JSON Schema of a system file, published as `schemas/system.schema.json`. */
export const SYSTEM_SCHEMA = {
  $schema: "http://json-schema.org/draft-07/schema#",
  $id: "https://dynamo-advisor.dev/system.schema.json",
  title: "System of Dynamo Config Advisor",
  ...closed(
    "A GPU that was never measured: its data sheet, and the measured system whose operator times are scaled.",
    {
      name: name("What it is called: small letters, digits and underscores."),
      like: name(
        "The measured system that it is most like, for example h200_sxm; its kernels are taken to run.",
      ),
      source: { type: "string", maxLength: 500, description: "Where the figures come from, for people." },
      memory: closed(
        "Memory of one GPU.",
        {
          gib: within("What an engine can use, GiB (nvidia-smi shows MiB; 1 GiB is 1024).", 1, 4096),
          "gb-per-s": giga("Bandwidth", 20, 1e5),
        },
        ["gib", "gb-per-s"],
      ),
      tflops: closed(
        "Arithmetic by number format, dense: data sheets often print twice as much, with sparsity.",
        { bf16: tera("bf16"), int8: tera("int8"), fp8: tera("fp8"), fp4: tera("fp4") },
        ["bf16"],
      ),
      "compute-capability": aboveZero(
        "As CUDA has it, for example 8.9; the donor's where it is left out.",
        99,
      ),
      links: closed("How GPUs talk, in one direction; the donor's where it is left out.", {
        "gpus-per-node": { type: "integer", minimum: 1, maximum: 1024, description: "GPUs of one node." },
        "node-gb-per-s": giga("Between two GPUs of a node", 0.1, 5000),
        "network-gb-per-s": giga("Between nodes, for each GPU", 0.1, 5000),
      }),
      products: {
        type: "array",
        maxItems: 20,
        items: { type: "string", minLength: 1, maxLength: 100 },
        description:
          "Values of the node label nvidia.com/gpu.product, for people; manifests are known by those of shipped files.",
      },
    },
    ["name", "like", "memory", "tflops"],
  ),
} as const;
