import type { Backend } from "../../domain/deployment.js";

/**
 * Values that an engine takes in some releases of Dynamo 0.6 to 1.6 and not in others: `>` the first that has it, `<` the
 * first that has it no more. Read from the argument lists of the packages that `choice-lists.ts` names; names only.
 * TensorRT-LLM's packages hold none.
 */
export const CHOICE_SPANS: Readonly<Partial<Record<Backend, string>>> = {
  vllm: `
  all2all-backend = deepep_v2>1.3 flashinfer_nvlink_one_sided>1.1 flashinfer_nvlink_two_sided>1.1 moonep>1.6
    mori>1.0<1.3 mori_high_throughput>1.3 mori_low_latency>1.3 nixl_ep>1.1
  convert = mm_encoder_only>0.9<1.0 reward<1.0
  gdn-prefill-backend = cutedsl>1.3
  kda-prefill-backend = flashinfer>1.6 fused>1.6
  kv-cache-dtype = float16>1.1 fp8_ds_mla>0.8 fp8_per_token_head>1.2 int4_per_token_head>1.4
    int8_per_token_head>1.2 nvfp4>1.2 nvfp4_4over6>1.5 nvfp4_ds_mla>1.6 turboquant_3bit_nc>1.2
    turboquant_4bit_nc>1.2 turboquant_k3v4_nc>1.2 turboquant_k8v4>1.2
  mamba-cache-dtype mamba-ssm-cache-dtype = bfloat16>1.3 float16>0.9
  prefix-caching-hash-algo = xxhash>0.9 xxhash_cbor>0.9
  quantization = cpu_awq>0.8 cpu_gptq>0.8 fp_quant>0.8
  request-plane = http<1.3
  spec-method = bailing_hybrid_mtp>1.4 bailing_hybrid_v3_mtp>1.5 dots3_note_mtp>1.5 dspark>1.4 glm5_next_mtp>1.6
    hy_v4_mtp>1.6 inkling_mtp>1.4 kimi_k3_mtp>1.5 qwen4_exp_mtp>1.6
  speculative-config.kv-cache-dtype = nvfp4_4over6>1.5 nvfp4_ds_mla>1.6
  speculative-config.method = bailing_hybrid_mtp>1.4 bailing_hybrid_v3_mtp>1.5 custom_class>1.3 dflash>1.2
    dots3_note_mtp>1.5 dspark>1.4 exaone4_5_mtp>1.2 exaone_moe_mtp>0.9 extract_hidden_states>1.1 gemma4_mtp>1.3
    glm4_moe_lite_mtp>1.0 glm4_moe_mtp>0.8 glm5_next_mtp>1.6 glm_ocr_mtp>1.0 hy_v3_mtp>1.2 hy_v4_mtp>1.6
    inkling_mtp>1.4 kimi_k3_mtp>1.5 mimo_v2_mtp>1.3 minimax_m3_mtp>1.3 nemotron_h_mtp>1.1 ngram_gpu>1.1
    pangu_ultra_moe_mtp>0.8 qwen3_5_mtp>1.1 qwen4_exp_mtp>1.6 step3p5_mtp>1.0 suffix>0.8
  speculative-config.moe-backend = aiter_triton_mxfp4_bf16>1.6 b12x>1.6 batched_triton>1.5
    deep_gemm_mega_moe>1.2 emulation>1.2 flashinfer_b12x>1.3 flashinfer_moe_ep_mega_cutedsl>1.6
    flashinfer_moe_ep_mega_deep_gemm>1.6 flydsl>1.3 hpc>1.4 humming>1.3 rdna3>1.6 triton_unfused>1.3
  speculative-config.rejection-sample-method = block>1.4 probabilistic<1.3 standard>1.3 strict<1.3`,
  sglang: `
  attention-backend decode-attention-backend prefill-attention-backend = compressed>1.3 cutedsl_mla>1.3
    cutlass_mla<1.6 dsa>1.3 dsv4>1.3 dual_chunk_flash_attn<1.6 hpc_ops>1.5 intel_xpu>0.7 minicpm_flashattn>1.6
    minicpm_flashinfer>1.6 qsa>1.6 tokenspeed_mla>1.3
  bf16-gemm-backend = gemv>1.6 torch>1.5
  disaggregation-decode-retraction-backup = none>1.6
  disaggregation-transfer-backend = mooncake_tcp>1.3 mori>1.0
  dsa-decode-backend dsa-prefill-backend = flashinfer_sparse_mla>1.5 triton>1.6
  elastic-ep-backend = nixl>1.1
  encoder-transfer-backend = auto>1.5
  flashinfer-allreduce-fusion-backend = cutedsl>1.6
  flashinfer-mxfp4-moe-precision = fp8>1.6
  fp4-gemm-backend = cutlass>1.1<1.3 flashinfer_cutedsl>1.3 marlin>1.3
  fp8-gemm-backend = flashinfer_cutedsl>1.5 flashinfer_cutlass>1.1 flashinfer_deepgemm>1.0
  hicache-io-backend = kernel_ascend>0.8
  hicache-mem-layout = page_first_kv_split>0.8 page_head>0.8
  hicache-storage-backend = mori>1.3 npu_memcache>1.6 shm>1.5 sim>1.6 simm>1.2 tensorcast>1.6
  kv-cache-dtype = bf16>0.7 bfloat16>0.7 fp4_e2m1>0.7<1.6 fp4_mx_block16>1.3 mxfp8>1.3 nvfp4>1.3
  linear-attn-backend linear-attn-decode-backend linear-attn-prefill-backend = flashkda>1.3 helion>1.5
    intel_xpu>1.6 nvidia_kda>1.5 ptx_kda>1.5
  linear-attn-verify-backend = intel_xpu>1.6
  load-balance-method = auto>0.9 follow_bootstrap_room>0.9 minimum_tokens<0.9 shortest_queue<0.9
    total_requests>0.9 total_tokens>0.9
  load-format speculative-draft-load-format = expert_pack>1.6 fastsafetensors>0.9 flash_rl>0.8 mistral>1.1
    presharded>1.5 private>0.8 runai_streamer>1.1
  lora-backend = ascend>0.8 torch_native>0.8
  mamba-ssm-dtype = float16>1.0
  mm-attention-backend = aiter_attn>0.8 amx_attn>1.3 fa4>1.0 flashinfer_cudnn>1.1 xpu_attn>1.3
  mm-feature-transport = cuda_vmm>1.5
  moe-a2a-backend = ascend_fuseep>0.8 ascend_tp>1.3 deepep_v2>1.6 flashinfer>1.0 flashinfer_megamoe>1.6
    megamoe>1.3 mori>1.0 nixl>1.1 pplx>1.5
  moe-runner-backend speculative-moe-runner-backend = aiter>1.2 experimental_sgl_marlin>1.3
    experimental_sgl_trtllm>1.3 flashinfer_megamoe>1.6 flashinfer_trtllm_routed>1.1 hpc_ops>1.5 humming>1.3
    intel_xpu>1.6 marlin>1.3 megamoe>1.5
  nsa-decode-backend nsa-prefill-backend = flashinfer_sparse_mla>1.5 flashmla_sparse_q8>1.3 trtllm>1.0
  quantization = auto-round>0.7 auto-round-int8>1.3 compressed-tensors>0.7 humming>1.3 marlin<1.6 mlx_q4>1.3
    mlx_q8>1.3 modelopt_fp8>0.7 modelopt_mixed>1.1 modelslim>0.8 mxfp8>1.0 mxfp_w4a8>1.3 nvfp4_online>1.3
    qoq<1.3 quark>1.3 quark_int4fp8_moe>0.9 quark_mxfp4>1.3 unquant>1.2
  radix-eviction-policy = priority>1.2 slru>1.1 tlru>1.6
  remote-instance-weight-loader-backend = modelexpress>1.1
  request-plane = http<1.3
  sampling-backend = ascend>0.8
  schedule-policy = hrrn>1.6 routing-key>0.9 shortest-prefill-first>1.6
  speculative-algorithm = DFLASH>1.2
  speculative-draft-model-quantization = auto-round-int8>1.3 humming>1.3 marlin<1.6 mlx_q4>1.3 mlx_q8>1.3
    modelopt_mixed>1.1 mxfp8>1.0 mxfp_w4a8>1.3 nvfp4_online>1.3 qoq<1.3 quark>1.3 quark_mxfp4>1.3
  speculative-moe-a2a-backend = ascend_tp>1.3 deepep_v2>1.6 flashinfer>1.0 megamoe>1.3 mori>1.0 nixl>1.1
    pplx>1.5`,
};
