/** Values of the node label `nvidia.com/gpu.product` and the system that each stands for. */
export const GPU_PRODUCTS: readonly (readonly [RegExp, string])[] = [
  [/^NVIDIA-GB300/i, "gb300"],
  [/^NVIDIA-GB200/i, "gb200"],
  [/^NVIDIA-B300/i, "b300_sxm"],
  [/^NVIDIA-B200/i, "b200_sxm"],
  [/^NVIDIA-H200-NVL/i, "h200_nvl"],
  [/^NVIDIA-H200/i, "h200_sxm"],
  [/^NVIDIA-GH200/i, "gh200"],
  [/^NVIDIA-H20(?!\d)/i, "h20"],
  [/^NVIDIA-H800(?!-PCIe)/i, "h800_sxm"],
  [/^NVIDIA-H100-PCIe/i, "h100_pcie"],
  [/^NVIDIA-H100-NVL/i, "h100_nvl"],
  [/^NVIDIA-H100/i, "h100_sxm"],
  [/^NVIDIA-A100-SXM4-40GB/i, "a100_sxm_40gb"],
  [/^NVIDIA-A100-PCIe-40GB/i, "a100_pcie_40gb"],
  [/^NVIDIA-A100-(?:SXM|80GB-SXM)/i, "a100_sxm"],
  [/^NVIDIA-A100-PCIe|^NVIDIA-A100-80GB-PCIe/i, "a100_pcie"],
  [/^NVIDIA-A800-SXM4-80GB/i, "a800_sxm"],
  [/^NVIDIA-L40S/i, "l40s"],
  [/^NVIDIA-L40$/i, "l40"],
  [/^NVIDIA-L20$/i, "l20"],
  [/^NVIDIA-L4$/i, "l4"],
  [/^NVIDIA-A30/i, "a30"],
  [/^NVIDIA-A40$/i, "a40"],
  [/^NVIDIA-A10$/i, "a10"],
  [/^NVIDIA-A10G/i, "a10g"],
  [/^NVIDIA-RTX-A6000/i, "rtx_a6000"],
  [/^NVIDIA-RTX-6000-Ada/i, "rtx_6000_ada"],
  [/^NVIDIA-GeForce-RTX-3090$/i, "rtx_3090"],
  [/^NVIDIA-GeForce-RTX-4090$/i, "rtx_4090"],
  [/^NVIDIA-GeForce-RTX-5090$/i, "rtx_5090"],
  [/^NVIDIA-GB10(?!\d)/i, "gb10"],
  [/^NVIDIA-RTX-PRO-6000-Blackwell-Workstation/i, "rtx_pro_6000_workstation"],
  [/^NVIDIA-RTX-PRO-6000-Blackwell-Server/i, "rtx_pro_6000_server"],
];

/** Cloud instance types that carry one kind of GPU, and the system that each stands for. */
export const INSTANCE_TYPES: readonly (readonly [RegExp, string])[] = [
  [/^(?:ml\.)?p6e-gb200/, "gb200"],
  [/^(?:ml\.)?p6-b300/, "b300_sxm"],
  [/^(?:ml\.)?p6-b200/, "b200_sxm"],
  [/^(?:ml\.)?p5en?\./, "h200_sxm"],
  [/^(?:ml\.)?p5\./, "h100_sxm"],
  [/^(?:ml\.)?p4de?\./, "a100_sxm"],
  [/^(?:ml\.)?g7e\./, "rtx_pro_6000_server"],
  [/^(?:ml\.)?g6e\./, "l40s"],
  [/^(?:ml\.)?g6\./, "l4"],
  [/^(?:ml\.)?g5\./, "a10g"],
  [/^a4x-highgpu/, "gb200"],
  [/^a4-highgpu/, "b200_sxm"],
  [/^a3-ultragpu/, "h200_sxm"],
  [/^a3-(?:mega|high|edge)gpu/, "h100_sxm"],
  [/^a2-(?:high|ultra|mega)gpu/, "a100_sxm"],
  [/^g2-standard|^g2\.$/, "l4"],
  [/ND96is?r?_H200/i, "h200_sxm"],
  [/ND96is?r?_H100/i, "h100_sxm"],
  [/ND96\w*_A100/i, "a100_sxm"],
  [/NC\w*_A100/i, "a100_pcie"],
  [/NC\w*_H100/i, "h100_nvl"],
  [/^BM\.GPU\.B200\./i, "b200_sxm"],
  [/^BM\.GPU\.H200\./i, "h200_sxm"],
  [/^BM\.GPU\.H100\./i, "h100_sxm"],
  [/^BM\.GPU(?:4|\.A100-v2)\./i, "a100_sxm"],
];

/** Family, compute capability and memory (MiB) of each chip, as the labels of NVIDIA's GPU feature discovery say them. */
const PROPERTIES: Readonly<Record<string, readonly [family: string, compute: string, memoryMib: number]>> = {
  a100: ["ampere", "8.0", 81920],
  l4: ["ada-lovelace", "8.9", 23034],
  l40s: ["ada-lovelace", "8.9", 46068],
  h100: ["hopper", "9.0", 81559],
  h200: ["hopper", "9.0", 143771],
  gh200: ["hopper", "9.0", 97871],
  b200: ["blackwell", "10.0", 183359],
  gb200: ["blackwell", "10.0", 189471],
  b300: ["blackwell", "10.3", 275040],
  gb300: ["blackwell", "10.3", 284208],
};
/** Memory is said by several programs, which leave out more or less of it. */
const NEAR = 0.04;

/** Chips of which a label of a property may be said. */
export function chipsWith(label: {
  readonly key: string;
  readonly text: string;
  readonly operator: string;
}): readonly string[] {
  return Object.keys(PROPERTIES).filter((chip) => hasProperty(chip, label));
}

function hasProperty(chip: string, { key, text, operator }: Parameters<typeof chipsWith>[0]): boolean {
  const [family, compute, memoryMib] = PROPERTIES[chip]!;
  const [major, minor] = compute.split(".");
  const isMemory = key.endsWith("memory");
  const own = isMemory ? memoryMib : key.endsWith(".major") ? major : key.endsWith(".minor") ? minor : family;
  const value = Number(text);
  if (operator === "Gt") return Number(own) > value;
  if (operator === "Lt") return Number(own) < value;
  if (operator !== "In") return false;
  return isMemory ? Math.abs(memoryMib - value) <= NEAR * memoryMib : String(own) === text.toLowerCase();
}
