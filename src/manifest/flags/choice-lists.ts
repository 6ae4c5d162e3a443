/**
 * Values that the engines take for settings that name one of a list, over the versions that were read: argument lists and
 * configuration classes of the packages vLLM 0.11.0 to 0.31.0 (names of quantization from 0.8.4), SGLang 0.5.3.post2 to
 * 0.5.21 and `ai-dynamo` 0.6 to 1.6; for TensorRT-LLM, whose package holds none of them, the list of arguments that its main
 * branch kept at commit 0004396. Apache-2.0, names only. `=`: there are no others. `~`: there may be.
 */
export const VLLM_CHOICES = `
  runner = auto generate pooling draft
  convert = auto none embed classify reward mm_encoder_only
  tokenizer-mode ~ auto slow mistral custom
  logprobs-mode = raw_logits raw_logprobs processed_logits processed_logprobs
  safetensors-load-strategy ~ lazy eager prefetch torchao
  expert-placement-strategy = linear round_robin
  kv-cache-dtype = auto bfloat16 fp8 fp8_e4m3 fp8_e5m2 fp8_inc fp8_ds_mla float16 turboquant_k8v4 turboquant_4bit_nc
    turboquant_k3v4_nc turboquant_3bit_nc int8_per_token_head fp8_per_token_head nvfp4 int4_per_token_head
    nvfp4_4over6 nvfp4_ds_mla
  prefix-caching-hash-algo = sha256 sha256_cbor xxhash xxhash_cbor
  mamba-cache-dtype mamba-ssm-cache-dtype = auto float32 float16 bfloat16
  mm-processor-cache-type = shm lru
  mm-encoder-tp-mode = weights data
  scheduling-policy = fcfs priority
  kv-transfer-config.kv-role = kv_producer kv_both kv_consumer
  speculative-config.method = ngram eagle eagle3 medusa mlp_speculator draft_model deepseek_mtp ernie_mtp
    qwen3_next_mtp mimo_mtp longcat_flash_mtp mtp suffix glm4_moe_mtp pangu_ultra_moe_mtp exaone_moe_mtp
    glm4_moe_lite_mtp glm_ocr_mtp step3p5_mtp extract_hidden_states nemotron_h_mtp qwen3_5_mtp ngram_gpu
    exaone4_5_mtp hy_v3_mtp dflash custom_class mimo_v2_mtp minimax_m3_mtp gemma4_mtp bailing_hybrid_mtp inkling_mtp
    dspark dots3_note_mtp bailing_hybrid_v3_mtp kimi_k3_mtp qwen4_exp_mtp hy_v4_mtp glm5_next_mtp
  store-kv ~ etcd file mem
  request-plane = nats http tcp
  all2all-backend = naive pplx deepep_high_throughput deepep_low_latency allgather_reducescatter flashinfer_all2allv
    mori nixl_ep flashinfer_nvlink_two_sided flashinfer_nvlink_one_sided deepep_v2 mori_high_throughput
    mori_low_latency moonep
  kv-offloading-backend = native lmcache
  compilation-config.compile-cache-save-format = binary unpacked
  event-plane = nats zmq
  kv-transfer-config.kv-load-failure-policy = recompute fail
  embedding-transfer-mode = local nixl-write nixl-read
  discovery-backend = kubernetes etcd file mem
  mamba-cache-mode = all align none
  benchmark-mode ~ prefill decode agg
  dcp-comm-backend = ag_rs a2a
  offload-backend = auto uva prefetch
  mm-tensor-ipc = direct_rpc torch_shm
  performance-mode = balanced interactivity throughput
  gdn-prefill-backend = flashinfer triton cutedsl
  speculative-config.moe-backend = auto triton deep_gemm cutlass flashinfer_trtllm flashinfer_cutlass
    flashinfer_cutedsl marlin aiter deep_gemm_mega_moe emulation flashinfer_b12x humming triton_unfused flydsl hpc
    batched_triton b12x flashinfer_moe_ep_mega_deep_gemm flashinfer_moe_ep_mega_cutedsl aiter_triton_mxfp4_bf16
    rdna3
  speculative-config.rejection-sample-method = strict probabilistic synthetic standard block
  dyn-structural-tag-scope = auto always
  dyn-structural-tag-schema = auto strict
  mm-encoder-attn-dtype = fp8
  spec-method = ngram medusa mlp_speculator draft_model suffix custom_class eagle eagle3 extract_hidden_states
    deepseek_mtp mimo_mtp mimo_v2_mtp glm4_moe_mtp glm4_moe_lite_mtp glm_ocr_mtp ernie_mtp nemotron_h_mtp
    exaone_moe_mtp exaone4_5_mtp qwen3_next_mtp qwen3_5_mtp longcat_flash_mtp minimax_m3_mtp mtp pangu_ultra_moe_mtp
    step3p5_mtp hy_v3_mtp gemma4_mtp dflash ngram_gpu bailing_hybrid_mtp inkling_mtp dspark dots3_note_mtp
    bailing_hybrid_v3_mtp kimi_k3_mtp qwen4_exp_mtp hy_v4_mtp glm5_next_mtp
  speculative-config.draft-sample-method = greedy probabilistic
  dyn-default-thinking-mode = enabled disabled
  jit-monitor-mode = warn error
  speculative-config.kv-cache-dtype = auto float16 bfloat16 fp8 fp8_e4m3 fp8_e5m2 fp8_inc fp8_ds_mla turboquant_k8v4
    turboquant_4bit_nc turboquant_k3v4_nc turboquant_3bit_nc int4_per_token_head int8_per_token_head
    fp8_per_token_head nvfp4 nvfp4_4over6 nvfp4_ds_mla
  router-mode = round-robin random power-of-two kv direct least-loaded device-aware-weighted
  router-session-affinity-mode = hard soft
  admission-control = token-capacity none
  router-tracking-hash = public-xxh3-v1 keyed-xxh3-v1
  router-prefill-load-model = none aic ais
  router-approximate-cache-policy = ttl lru
  router-queue-policy = fcfs wspt
  shared-cache-type = none hicache
  mamba-ssu-algorithm = auto simple vertical horizontal
  mm-hasher-algorithm = blake3 sha256 sha512
  video-pruning-method = evs vidcom2
  kda-prefill-backend = auto triton flashkda flashinfer fused
  response-plane = tcp quic
  log-level = CRITICAL ERROR WARNING INFO DEBUG NOTSET
  per-request-spec-decode-metrics = none summary detailed
  kda-decode-backend = auto native flashinfer triton
  dtype = auto half float16 bfloat16 float float32
  quantization ~ aqlm awq deepspeedfp tpu_int8 fp8 ptpc_fp8 fbgemm_fp8 modelopt nvfp4 marlin gguf gptq_marlin_24
    gptq_marlin awq_marlin gptq compressed-tensors bitsandbytes qqq hqq experts_int8 neuron_quant ipex quark
    moe_wna16 torchao modelopt_fp4 bitblas gptq_bitblas auto-round rtn inc mxfp4 petit_nvfp4 fp_quant cpu_gptq
    cpu_awq modelopt_mxfp8 modelopt_mixed mxfp8 humming gpt_oss_mxfp4 deepseek_v4_fp8 online fp8_per_tensor
    fp8_per_block int8_per_channel_weight_only auto_awq auto_gptq fp8_per_channel nvfp4_per_token squeezellm
  kv-transfer-config.kv-connector ~ PyNcclConnector MooncakeConnector LMCacheConnector MooncakeStoreConnector
    SharedStorageConnector P2pNcclConnector LMCacheConnectorV1 NixlConnector MultiConnector OffloadingConnector
    LMCacheMPConnector DecodeBenchConnector ExampleConnector MoRIIOConnector ExampleHiddenStatesConnector
    FlexKVConnectorV1 SimpleCPUOffloadConnector HF3FSKVConnector NixlPullConnector NixlPushConnector
    HiSparseConnector DynamoConnector PdConnector
  load-format ~ auto hf pt safetensors npcache dummy sharded_state gguf bitsandbytes mistral runai_streamer
    runai_streamer_sharded tensorizer fastsafetensors instanttensor ipc_cache modelexpress gms
  attention-backend mm-encoder-attn-backend ~ FLASH_ATTN FLASH_ATTN_DIFFKV TRITON_ATTN ROCM_ATTN ROCM_AITER_MLA
    ROCM_AITER_FA ROCM_AITER_UNIFIED_ATTN TORCH_SDPA FLASHINFER FLASHINFER_MLA FLASHINFER_MLA_SPARSE TRITON_MLA
    CUTLASS_MLA FLASHMLA FLASHMLA_SPARSE FLASH_ATTN_MLA NO_ATTENTION FLEX_ATTENTION TREE_ATTN CPU_ATTN CPU_MLA B12X
    HPC_ATTN TURBOQUANT CUSTOM PALLAS IPEX auto
  distributed-executor-backend = ray mp uni external_launcher
  compilation-config.cudagraph-mode = NONE PIECEWISE FULL FULL_DECODE_ONLY FULL_AND_PIECEWISE
  optimization-level = 0 1 2 3
  max-lora-rank = 1 8 16 32 64 128 256 320 512
  moe-backend ~ auto triton deep_gemm cutlass flashinfer_trtllm flashinfer_cutlass flashinfer_cutedsl marlin aiter
    deep_gemm_mega_moe emulation flashinfer_b12x humming triton_unfused flydsl hpc batched_triton b12x
    flashinfer_moe_ep_mega_deep_gemm flashinfer_moe_ep_mega_cutedsl aiter_triton_mxfp4_bf16 rdna3
`;

export const SGLANG_CHOICES = `
  tokenizer-mode = auto slow
  load-format = auto pt safetensors npcache dummy sharded_state gguf bitsandbytes layered remote remote_instance
    flash_rl private fastsafetensors mistral runai_streamer presharded expert_pack gms
  dtype = auto half float16 bfloat16 float float32
  quantization = awq fp8 gptq marlin gptq_marlin awq_marlin bitsandbytes gguf modelopt modelopt_fp4 petit_nvfp4
    w8a8_int8 w8a8_fp8 moe_wna16 qoq w4afp8 mxfp4 modelopt_fp8 auto-round compressed-tensors modelslim
    quark_int4fp8_moe mxfp8 modelopt_mixed unquant nvfp4_online auto-round-int8 mxfp_w4a8 quark quark_mxfp4 mlx_q4
    mlx_q8 humming
  kv-cache-dtype = auto fp8_e4m3 fp8_e5m2 bf16 bfloat16 fp4_e2m1 mxfp8 nvfp4 fp4_mx_block16
  schedule-policy = lpm random fcfs dfs-weight lof priority routing-key hrrn shortest-prefill-first
  elastic-ep-backend = none mooncake nixl
  log-requests-level = 0 1 2 3
  sampling-defaults = openai model
  load-balance-method = round_robin shortest_queue minimum_tokens auto follow_bootstrap_room total_requests
    total_tokens
  lora-eviction-policy = lru fifo
  lora-backend = triton csgmv ascend torch_native
  max-lora-chunk-size = 16 32 64 128
  attention-backend prefill-attention-backend decode-attention-backend = triton torch_native flex_attention nsa
    cutlass_mla fa3 fa4 flashinfer flashmla trtllm_mla trtllm_mha dual_chunk_flash_attn aiter wave intel_amx ascend
    intel_xpu dsa dsv4 compressed cutedsl_mla tokenspeed_mla hpc_ops qsa minicpm_flashattn minicpm_flashinfer
  grammar-backend = xgrammar outlines llguidance none
  mm-attention-backend = sdpa fa3 triton_attn ascend_attn aiter_attn fa4 flashinfer_cudnn amx_attn xpu_attn
  nsa-prefill nsa-decode = flashmla_prefill flashmla_decode fa3 tilelang aiter
  speculative-draft-load-format = auto pt safetensors npcache dummy sharded_state gguf bitsandbytes layered remote
    remote_instance flash_rl private fastsafetensors mistral runai_streamer presharded expert_pack
  speculative-attention-mode = prefill decode
  speculative-ngram-match-type = BFS PROB
  moe-a2a-backend = none deepep mooncake ascend_fuseep mori flashinfer nixl megamoe ascend_tp pplx deepep_v2
    flashinfer_megamoe
  moe-runner-backend speculative-moe-runner-backend = auto deep_gemm triton triton_kernel flashinfer_trtllm
    flashinfer_cutlass flashinfer_mxfp4 flashinfer_cutedsl cutlass flashinfer_trtllm_routed aiter
    experimental_sgl_trtllm marlin humming experimental_sgl_marlin hpc_ops megamoe flashinfer_megamoe intel_xpu
  flashinfer-mxfp4-moe-precision = default bf16 fp8
  deepep-mode = normal low_latency auto
  ep-dispatch-algorithm ~ static dynamic fake lp
  expert-distribution-recorder-mode ~ stat stat_approx per_pass per_token
  mamba-ssm-dtype = float32 bfloat16 float16
  hicache-write-policy = write_back write_through write_through_selective
  radix-eviction-policy = lru lfu slru priority tlru
  hicache-io-backend = direct kernel kernel_ascend
  hicache-mem-layout = layer_first page_first page_first_direct page_first_kv_split page_head
  hicache-storage-backend = file mooncake hf3fs nixl aibrix dynamic eic simm mori shm sim npu_memcache tensorcast
  hicache-storage-prefetch-policy = best_effort wait_complete timeout
  disaggregation-transfer-backend = mooncake nixl ascend fake mori mooncake_tcp
  nsa-prefill-backend nsa-decode-backend = flashmla_sparse flashmla_kv flashmla_auto fa3 tilelang aiter trtllm
    flashmla_sparse_q8 flashinfer_sparse_mla
  piecewise-cuda-graph-compiler cuda-graph-tc-compiler = eager inductor
  rl-on-policy-target = fsdp
  fp8-gemm-backend = auto deep_gemm flashinfer_trtllm cutlass triton aiter flashinfer_deepgemm flashinfer_cutlass
    flashinfer_cutedsl
  speculative-moe-a2a-backend = none deepep mooncake ascend_fuseep mori flashinfer nixl megamoe ascend_tp pplx
    deepep_v2
  log-requests-format = text json
  fp4-gemm-backend = auto flashinfer_cudnn flashinfer_cutlass flashinfer_trtllm cutlass flashinfer_cutedsl marlin
  speculative-draft-model-quantization = awq fp8 gptq marlin gptq_marlin awq_marlin bitsandbytes gguf modelopt
    modelopt_fp8 modelopt_fp4 petit_nvfp4 w8a8_int8 w8a8_fp8 moe_wna16 qoq w4afp8 mxfp4 auto-round
    compressed-tensors modelslim quark_int4fp8_moe unquant mxfp8 modelopt_mixed nvfp4_online auto-round-int8
    mxfp_w4a8 quark quark_mxfp4 mlx_q4 mlx_q8 humming
  mamba-scheduler-strategy ~ auto no_buffer extra_buffer
  nsa-prefill-cp-mode dsa-prefill-cp-mode = in-seq-split round-robin-split
  encoder-transfer-backend = zmq_to_scheduler zmq_to_tokenizer mooncake auto
  remote-instance-weight-loader-backend = transfer_engine nccl modelexpress
  discovery-backend = kubernetes etcd file mem
  request-plane = tcp nats http
  event-plane = nats zmq
  mamba-backend = triton flashinfer
  embedding-transfer-mode = local nixl-write nixl-read
  linear-attn-backend linear-attn-decode-backend linear-attn-prefill-backend = triton cutedsl flashinfer flashkda
    nvidia_kda ptx_kda helion intel_xpu
  prefill-cp-mode = in-seq-split
  tokenizer-backend = huggingface fastokens
  sglang-trace-level = 1 2 3 4
  dyn-structural-tag-scope = auto always
  dyn-structural-tag-schema = auto strict
  retraction-policy = length priority
  cp-strategy = zigzag interleave
  bf16-gemm-backend = auto cutedsl torch gemv
  dsa-prefill-backend dsa-decode-backend = flashmla_sparse flashmla_sparse_q8 flashmla_kv flashmla_auto fa3 tilelang
    aiter trtllm flashinfer_sparse_mla triton
  dsa-paged-mqa-logits-backend = auto deepgemm cutedsl aiter
  dsa-topk-backend speculative-dsa-topk-backend = sgl-kernel torch flashinfer
  flashinfer-allreduce-fusion-backend = auto trtllm mnnvl cutedsl
  decoupled-spec-role = null verifier drafter
  fuseep-mode = 1 2
  deepep-dispatcher-output-dtype = auto bf16 fp8 int8 nvfp4
  elastic-ep-join-mode = scale recover
  mamba-radix-cache-strategy = auto no_buffer extra_buffer extra_buffer_lazy
  mm-feature-transport = cpu cuda_ipc cuda_vmm
  kv-canary = none log raise
  dyn-default-thinking-mode = enabled disabled
  router-mode = round-robin random power-of-two kv direct least-loaded device-aware-weighted
  router-session-affinity-mode = hard soft
  admission-control = token-capacity none
  router-tracking-hash = public-xxh3-v1 keyed-xxh3-v1
  router-prefill-load-model = none aic ais
  router-approximate-cache-policy = ttl lru
  router-queue-policy = fcfs wspt
  shared-cache-type = none hicache
  dcp-comm-backend = ag_rs a2a fi_a2a
  speculative-draft-kv-cache-dtype = auto fp8_e4m3 fp8_e5m2 bf16 bfloat16
  expert-balancedness-report-mode = off server_log prometheus both
  linear-attn-verify-backend = triton cutedsl flashinfer flashkda nvidia_kda ptx_kda helion nv_cutedsl intel_xpu
  image-processor-backend = auto torchvision pil
  mm-global-cache-backend = mooncake
  disaggregation-decode-retraction-backup = cpu_tensor host_pool none
  startup-weight-load-mode = serial overlap
  return-hidden-states-mode = last full
  weight-cache-mode = off daemon client
  response-plane = tcp quic
  prefill-kv-cache-dequant-dtype = auto nvfp4 fp8_e4m3
  dsv4-prefill-backend = auto flashmla_sparse flashmla_sparse_q8
  dsv4-attn-backend = auto flashmla trtllm
  boundary-reduction = auto ar rs rsv rs+rsv
  deepep-v2-mode = direct hybrid
  flashinfer-a2a-dispatch-type = auto bf16 nvfp4 mxfp8
  ple-offload-backend = pinned file
  hicache-host-memory-mode = cache buffer_only
  unified-cache-external-linker-backend = mooncake mori
  cuda-graph-backend-decode cuda-graph-backend-prefill = full breakable tc_piecewise disabled
  tool-call-parser = auto apertus2509 cohere_command4 deepseekv3 deepseekv31 deepseekv32 deepseekv4 deepseekv41 dots glm glm45
    glm47 gpt-oss k2_horizon kimi_k2 kimi_k3 lfm2 ling3 llama3 mimo minicpm5 mistral muse poolside_v1 pythonic qwen
    qwen25 qwen3_coder spark25 step3 step3p5 minimax-m2 minimax-m3 nanbeige trinity interns1 hermes hunyuan gigachat3
    gigachat35 gemma4 inkling iquest_q1
  speculative-algorithm speculative-algo ~ EAGLE EAGLE3 NEXTN STANDALONE NGRAM DFLASH DSPARK
`;

export const TRTLLM_CHOICES = `
  modality = text multimodal video_diffusion image_diffusion
  store-kv ~ etcd file mem
  request-plane = nats http tcp
  event-plane = nats zmq
  torch-dtype = bfloat16 float16 float32
  attn-backend = VANILLA TRTLLM
  quant-algo = FP8 FP8_BLOCK_SCALES NVFP4 W4A16_AWQ W4A8_AWQ W8A8_SQ_PER_CHANNEL
  torch-compile-mode = default reduce-overhead max-autotune
  guided-decoding-backend = xgrammar llguidance
  discovery-backend = kubernetes etcd file mem
  dyn-structural-tag-scope = auto always
  dyn-structural-tag-schema = auto strict
  dyn-default-thinking-mode = enabled disabled
  conversation-affinity-dp-rank-source = engine dynamo
  router-mode = round-robin random power-of-two kv direct least-loaded device-aware-weighted
  router-session-affinity-mode = hard soft
  admission-control = token-capacity none
  router-tracking-hash = public-xxh3-v1 keyed-xxh3-v1
  router-prefill-load-model = none aic ais
  router-approximate-cache-policy = ttl lru
  router-queue-policy = fcfs wspt
  shared-cache-type = none hicache
  response-plane = tcp quic
  dtype ~ auto float16 bfloat16 float32
  kv_cache_config.dtype = auto float16 fp16 bfloat16 bf16 float32 fp8 fp8_ds_mla nvfp4 int8
  cache_transceiver_config.backend ~ DEFAULT UCX NIXL MOONCAKE MPI
  cache_transceiver_config.transceiver_runtime ~ CPP PYTHON auto
  moe_config.backend ~ AUTO CUTLASS CUTEDSL WIDEEP TRTLLM DEEPGEMM DENSEGEMM VANILLA TRITON MARLIN MEGAMOE_DEEPGEMM
    MEGAMOE_CUTEDSL
  speculative_config.decoding_type ~ AUTO DFlash DSpark Draft_Target Eagle Eagle3 MTP NGram PARD SA SaveState Medusa
    Lookahead User_Provided
  scheduler_config.capacity_scheduler_policy = MAX_UTILIZATION GUARANTEED_NO_EVICT STATIC_BATCH
  scheduler_config.context_chunking_policy ~ FIRST_COME_FIRST_SERVED EQUAL_PROGRESS FORCE_CHUNK
  scheduler_config.waiting_queue_policy ~ fcfs priority
  guided_decoding_backend ~ xgrammar llguidance
  attn_backend ~ TRTLLM VANILLA FLASHINFER FLASHINFER_STAR_ATTENTION
  backend ~ pytorch tensorrt _autodeploy
  allreduce_strategy ~ AUTO NCCL UB MINLATENCY ONESHOT TWOSHOT LOWPRECISION MNNVL NCCL_SYMMETRIC
  kv_connector_config.connector ~ lmcache lmcache-mp kvbm
`;
