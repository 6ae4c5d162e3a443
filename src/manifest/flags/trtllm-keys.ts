/**
 * Keys of the engine file of TensorRT-LLM (`TorchLlmArgs` of 1.0 to 1.3, with the list of arguments that its main branch
 * kept at commit 0004396, whose release is not known), for slips of a name. Names only; a group maps to the keys below it.
 */
export const TRTLLM_KEYS: Readonly<Record<string, string>> = {
  "": `model tokenizer tokenizer_mode skip_tokenizer_init trust_remote_code tensor_parallel_size dtype revision
    tokenizer_revision pipeline_parallel_size context_parallel_size gpus_per_node moe_cluster_parallel_size
    moe_tensor_parallel_size moe_expert_parallel_size enable_attention_dp enable_lm_head_tp_in_adp cp_config
    load_format fail_fast_on_attention_window_too_large enable_lora lora_config kv_cache_config
    enable_chunked_prefill guided_decoding_backend batched_logits_processor iter_stats_max_iterations
    request_stats_max_iterations peft_cache_config scheduler_config cache_transceiver_config sparse_attention_config
    speculative_config max_batch_size max_input_len max_seq_len max_beam_width max_num_tokens gather_generation_logits
    num_postprocess_workers postprocess_tokenizer_dir reasoning_parser decoding_config mpi_session backend batching_type
    return_perf_metrics perf_metrics_max_requests orchestrator_type build_config garbage_collection_gen0_threshold
    cuda_graph_config attention_dp_config disable_overlap_scheduler moe_config nvfp4_gemm_config attn_backend
    sampler_type enable_iter_perf_stats enable_iter_req_stats print_iter_log batch_wait_timeout_ms
    batch_wait_timeout_iters batch_wait_max_tokens_ratio torch_compile_config enable_autotuner
    enable_layerwise_nvtx_marker enable_min_latency stream_interval force_dynamic_quantization allreduce_strategy
    checkpoint_loader checkpoint_format checkpoint_io_policy kv_connector_config mm_encoder_only disable_mm_encoder
    ray_worker_extension_cls enable_sleep disable_flashinfer_sampling quant_config calib_config workspace
    extended_runtime_perf_knob_config env_overrides enable_trtllm_sampler enable_mixed_sampler use_cuda_graph
    cuda_graph_batch_sizes cuda_graph_max_batch_size cuda_graph_padding_enabled kv_cache_dtype moe_backend
    moe_load_balancer moe_max_num_tokens use_torch_sampler mixed_sampler embedding_parallel_mode normalize_log_probs
    fast_build pytorch_backend_config disaggregation_mode served_model_name hostname port tensorrt_llm dwdp_config
    max_stats_len otlp_traces_endpoint enable_energy_metrics model_kwargs enable_early_first_token_response
    enable_encoder_decoder_mixed_cuda_graph enable_in_graph_sampling enable_low_latency_host_dispatch
    enable_mla_skip_correction enable_resource_governor enable_speculative_beam_history_d2h encode_only
    encoder_cuda_graph_config encoder_max_batch_size encoder_max_num_tokens generation_config gms_config
    kv_cache_compression_config layer_wise_benchmarks_config mla_skip_correction_threshold multimodal_config mx_config
    num_serve_frontends pp_partition prefill_capture_num_tokens prefill_cuda_graph_backend prometheus_metrics_config
    ray_placement_config reorder_policy_config sampler_force_async_worker telemetry_config use_cute_dsl_bf16_bmm
    use_cute_dsl_bf16_gemm use_cute_dsl_blockscaling_bmm use_cute_dsl_blockscaling_mm use_fine_grained_sync`,
  kv_cache_config: `enable_block_reuse max_tokens max_attention_window sink_token_length free_gpu_memory_fraction
    host_cache_size onboard_blocks cross_kv_cache_fraction secondary_offload_min_priority event_buffer_max_size
    attention_dp_events_gather_period_ms enable_partial_reuse copy_on_partial_reuse use_uvm max_gpu_total_bytes dtype
    mamba_ssm_cache_dtype tokens_per_block use_kv_cache_manager_v2 max_util_for_resume mamba_ssm_stochastic_rounding
    mamba_ssm_philox_rounds mamba_prefix_cache_step mamba_state_config pool_ratio avg_seq_len block_reuse_config
    disk_cache_size disk_prefetch_num_reqs disk_cache_path enable_kv_pool_rebalance enable_swa_scratch_reuse
    fp8_context_mla_kv_len_cap iteration_stats_interval kv_cache_event_hash_algo kv_events_config
    kv_pool_rebalance_check_interval kv_pool_rebalance_cooldown_secs kv_pool_rebalance_min_sampled_kv_caches
    kv_pool_rebalance_moving_average_decay kv_pool_rebalance_ratio_threshold
    kv_pool_rebalance_target_ratio_update_interval`,
  cuda_graph_config: `batch_sizes max_batch_size enable_padding mode num_tokens max_num_token seq_lens max_seq_len`,
  cache_transceiver_config: `backend max_tokens_in_buffer kv_transfer_timeout_ms kv_transfer_sender_future_timeout_ms
    kv_transfer_poll_interval_ms kv_cache_bounce_size_mb enable_pipelined_transfer transceiver_runtime`,
  moe_config: `backend max_num_tokens load_balancer disable_finalize_fusion use_low_precision_moe_combine`,
  scheduler_config: `capacity_scheduler_policy context_chunking_policy dynamic_batch_config waiting_queue_policy
    enable_prefix_aware_scheduling use_python_scheduler`,
  "scheduler_config.dynamic_batch_config": `dynamic_batch_moving_average_window enable_batch_size_tuning
    enable_max_num_tokens_tuning`,
  attention_dp_config: `enable_balance timeout_iters batching_wait_iters kv_cache_routing
    enable_kv_cache_aware_routing kv_cache_routing_account_for_in_transfer kv_cache_routing_cold_start_warmup
    kv_cache_routing_conversation_affinity kv_cache_routing_fair_share_multiplier
    kv_cache_routing_load_balance_weight kv_cache_routing_match_rate_threshold kv_cache_routing_max_sessions
    kv_cache_routing_new_conv_placement`,
  speculative_config: `decoding_type max_draft_len max_total_draft_tokens num_nextn_predict_layers speculative_model
    speculative_model_dir eagle3_one_model eagle3_layers_to_capture eagle3_model_arch eagle_choices num_eagle_layers
    greedy_sampling posterior_threshold use_dynamic_tree dynamic_tree_max_topK max_non_leaves_per_layer
    use_relaxed_acceptance_for_thinking relaxed_topk relaxed_delta begin_thinking_phase_token end_thinking_phase_token
    use_mtp_vanilla mtp_eagle_one_model use_rejection_sampling allow_advanced_sampling advanced_sampling_mode
    acceptance_rate_threshold acceptance_rate_window_size acceptance_window acceptance_length_threshold
    attention_backend max_concurrency max_matching_ngram_size is_keep_all is_use_oldest is_public_pool block_size
    draft_len_schedule load_format mask_token_id markov_head_type markov_rank target_layer_ids sa_config
    enable_global_pool global_pool_size enable_penalty write_interval max_window_size max_ngram_size
    max_verification_set_size drafter resource_manager medusa_choices num_medusa_heads`,
  lora_config: `lora_dir lora_ckpt_source max_lora_rank lora_target_modules trtllm_modules_to_hf_modules max_loras
    max_cpu_loras swap_gate_up_proj_lora_b_weight cuda_graph_specialize_lora overlap_lora_and_base`,
  torch_compile_config: `enable_fullgraph enable_inductor enable_piecewise_cuda_graph capture_num_tokens
    enable_userbuffers max_num_streams`,
  peft_cache_config: `num_host_module_layer num_device_module_layer optimal_adapter_size max_adapter_size
    num_put_workers num_ensure_workers num_copy_streams max_pages_per_block_host max_pages_per_block_device
    device_cache_percent host_cache_size lora_prefetch_dir`,
};

/**
 * Keys of earlier engine files at the top, with the first Dynamo release whose TensorRT-LLM had none of them and what stands
 * for them since: settings of the PyTorch backend lay in one group (until pull request 4603), then flat, then in groups of
 * their own (5032, 6003), all before 1.0; the sampler's switch was turned round by 6216 and made a name by 6831, both before
 * 1.1.0rc5; `build_config` held limits up to 1.2.0rc3 and went with its class in 1.3.0rc21 (ai-dynamo/dynamo 11769); when in
 * between the PyTorch backend stopped to take it is not known. Engines take no other keys.
 */
export const TRTLLM_REMOVED: Readonly<Record<string, readonly [until: string, instead: string]>> = {
  pytorch_backend_config: ["0.6", "its keys at the top"],
  use_cuda_graph: ["0.6", "cuda_graph_config"],
  cuda_graph_batch_sizes: ["0.6", "cuda_graph_config.batch_sizes"],
  cuda_graph_max_batch_size: ["0.6", "cuda_graph_config.max_batch_size"],
  cuda_graph_padding_enabled: ["0.6", "cuda_graph_config.enable_padding"],
  kv_cache_dtype: ["0.6", "kv_cache_config.dtype"],
  enable_overlap_scheduler: ["0.6", "disable_overlap_scheduler"],
  autotuner_enabled: ["0.6", "enable_autotuner"],
  moe_backend: ["0.6", "moe_config.backend"],
  moe_load_balancer: ["0.6", "moe_config.load_balancer"],
  moe_max_num_tokens: ["0.6", "moe_config.max_num_tokens"],
  enable_trtllm_sampler: ["0.6", "sampler_type: TRTLLMSampler"],
  use_torch_sampler: ["0.6", "sampler_type: TorchSampler"],
  build_config: ["1.3", "its keys at the top"],
};
