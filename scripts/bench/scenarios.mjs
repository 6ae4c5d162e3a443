/** What is measured: a name and the arguments of our command line; `alike`: the reference answers the same ones. */
export const SCENARIOS = [
  search(
    "walkthrough",
    "Qwen/Qwen3-32B-FP8",
    "--total-gpus 16 --system h200_sxm --isl 4000 --osl 500 --ttft 600 --tpot 16.67",
  ),
  ours(
    "walkthrough, calibrated",
    "default --model Qwen/Qwen3-32B-FP8 --total-gpus 16 --system h200_sxm --isl 4000 --osl 500 --ttft 600 --tpot 16.67",
  ),
  ours(
    "default on 32 GPUs, calibrated",
    "default --model Qwen/Qwen3-32B-FP8 --total-gpus 32 --system h200_sxm --isl 4000 --osl 500 --ttft 300 --tpot 10",
  ),
  ours(
    "check of the README's example",
    "check examples/qwen3-32b/proposed.yaml --base examples/qwen3-32b/base.yaml",
  ),
  search(
    "Llama-70B, vLLM, 16 x H100",
    "meta-llama/Meta-Llama-3.1-70B",
    "--total-gpus 16 --system h100_sxm --backend vllm --isl 3000 --osl 300 --ttft 1000 --tpot 30",
  ),
  search(
    "Qwen3-Coder-480B, 32 x H200",
    "Qwen/Qwen3-Coder-480B-A35B-Instruct",
    "--total-gpus 32 --system h200_sxm --isl 4000 --osl 500 --ttft 3000 --tpot 50",
  ),
  search(
    "Qwen3-235B-FP8, vLLM, 16 x H200",
    "Qwen/Qwen3-235B-A22B-FP8",
    "--total-gpus 16 --system h200_sxm --backend vllm --isl 4000 --osl 500 --ttft 1000 --tpot 30",
  ),
  search(
    "Qwen3-30B-A3B, 16 x B200",
    "Qwen/Qwen3-30B-A3B",
    "--total-gpus 16 --system b200_sxm --isl 2000 --osl 500 --ttft 1000 --tpot 20",
  ),
  search(
    "DeepSeek-V3, 64 x H200",
    "deepseek-ai/DeepSeek-V3",
    "--total-gpus 64 --system h200_sxm --isl 4000 --osl 1000 --ttft 2000 --tpot 50",
  ),
  search(
    "DeepSeek-V3.2, vLLM, 16 x B200",
    "deepseek-ai/DeepSeek-V3.2",
    "--total-gpus 16 --system b200_sxm --backend vllm --isl 8000 --osl 1000 --ttft 3000 --tpot 40",
  ),
  search(
    "gpt-oss-120b, 16 x B200",
    "openai/gpt-oss-120b",
    "--total-gpus 16 --system b200_sxm --isl 1000 --osl 1000 --ttft 1000 --tpot 20",
  ),
  search(
    "MiniMax-M2.5, vLLM, 16 x B200",
    "MiniMaxAI/MiniMax-M2.5",
    "--total-gpus 16 --system b200_sxm --backend vllm --isl 1000 --osl 1000 --ttft 1000 --tpot 20",
  ),
  search(
    "Qwen3-32B, 8 x GB200",
    "Qwen/Qwen3-32B",
    "--total-gpus 8 --system gb200 --isl 3000 --osl 300 --ttft 1000 --tpot 30",
  ),
  search(
    "GLM-5, vLLM, 32 x H200",
    "zai-org/GLM-5",
    "--total-gpus 32 --system h200_sxm --backend vllm --isl 4000 --osl 1000 --ttft 3000 --tpot 50",
  ),
].flatMap((scenario) => (scenario.alike === undefined ? [scenario] : [scenario, saving(scenario)]));

function search(name, model, rest) {
  const args = ["default", "--model", model, ...rest.split(" ")];
  return {
    name,
    args: [...args, "--profile", "reference"],
    alike: args,
  };
}

function ours(name, args) {
  return { name, args: args.split(" ") };
}

/** The same search with everything written; the folder is added by whoever runs it. */
function saving(scenario) {
  return { ...scenario, name: `${scenario.name}, saved`, writes: true };
}
