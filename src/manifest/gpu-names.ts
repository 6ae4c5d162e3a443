/** Values of the node label `nvidia.com/gpu.product` and the system that each stands for. */
export const GPU_PRODUCTS: readonly (readonly [RegExp, string])[] = [
  [/^NVIDIA-GB300/i, "gb300"],
  [/^NVIDIA-GB200/i, "gb200"],
  [/^NVIDIA-B300/i, "b300_sxm"],
  [/^NVIDIA-B200/i, "b200_sxm"],
  [/^NVIDIA-H200(?!-NVL)/i, "h200_sxm"],
  [/^NVIDIA-H100-PCIe/i, "h100_pcie"],
  [/^NVIDIA-H100(?!-NVL)/i, "h100_sxm"],
  [/^NVIDIA-A100-(?:SXM|80GB-SXM)/i, "a100_sxm"],
  [/^NVIDIA-A100-PCIe|^NVIDIA-A100-80GB-PCIe/i, "a100_pcie"],
  [/^NVIDIA-L40S/i, "l40s"],
  [/^NVIDIA-L4$/i, "l4"],
  [/^NVIDIA-A30/i, "a30"],
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
  [/^a4x-highgpu/, "gb200"],
  [/^a4-highgpu/, "b200_sxm"],
  [/^a3-ultragpu/, "h200_sxm"],
  [/^a3-(?:mega|high|edge)gpu/, "h100_sxm"],
  [/^a2-(?:high|ultra|mega)gpu/, "a100_sxm"],
  [/^g2-standard/, "l4"],
  [/ND96is?r?_H200/i, "h200_sxm"],
  [/ND96is?r?_H100/i, "h100_sxm"],
  [/ND96\w*_A100/i, "a100_sxm"],
];
