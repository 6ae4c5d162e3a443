/**
 * Keys of the engine file of TensorRT-LLM (`TorchLlmArgs` of 1.0 to 1.3), for slips of a name: the engine takes no others.
 * Names only; a group maps to the keys below it.
 */
export const TRTLLM_KEYS: Readonly<Record<string, string>> = {
  "": `model tokenizer tokenizer_mode skip_tokenizer_init trust_remote_code tensor_parallel_size dtype revision
    tokenizer_revision pipeline_parallel_size context_parallel_size gpus_per_node moe_cluster_parallel_size
    moe_tensor_parallel_size moe_expert_parallel_size enable_attention_dp enable_lm_head_tp_in_adp cp_config
    load_format fail_fast_on_attention_window_too_large enable_lora lora_config kv_cache_config
    enable_chunked_prefill guided_decoding_backend batched_logits_processor iter_stats_max_iterations
    request_stats_max_iterations peft_cache_config scheduler_config cache_transceiver_config sparse_attention_config
    speculative_config max_batch_size max_input_len max_seq_len max_beam_width max_num_tokens gather_generation_logits
    num_postprocess_workers postprocess_tokenizer_dir reasoning_parser decoding_config mpi_session backend
    return_perf_metrics perf_metrics_max_requests orchestrator_type build_config garbage_collection_gen0_threshold
    cuda_graph_config attention_dp_config disable_overlap_scheduler moe_config nvfp4_gemm_config attn_backend
    sampler_type enable_iter_perf_stats enable_iter_req_stats print_iter_log batch_wait_timeout_ms
    batch_wait_timeout_iters batch_wait_max_tokens_ratio torch_compile_config enable_autotuner enable_layerwise_nvtx_marker
    enable_min_latency stream_interval force_dynamic_quantization allreduce_strategy checkpoint_loader
    checkpoint_format kv_connector_config mm_encoder_only ray_worker_extension_cls enable_sleep disable_flashinfer_sampling
    quant_config calib_config workspace extended_runtime_perf_knob_config env_overrides enable_trtllm_sampler
    use_cuda_graph cuda_graph_batch_sizes cuda_graph_max_batch_size cuda_graph_padding_enabled kv_cache_dtype
    moe_backend moe_load_balancer moe_max_num_tokens use_torch_sampler mixed_sampler embedding_parallel_mode
    normalize_log_probs fast_build pytorch_backend_config disaggregation_mode served_model_name hostname port
    tensorrt_llm dwdp_config max_stats_len otlp_traces_endpoint enable_energy_metrics model_kwargs`,
  kv_cache_config: `enable_block_reuse max_tokens max_attention_window sink_token_length free_gpu_memory_fraction
    host_cache_size onboard_blocks cross_kv_cache_fraction secondary_offload_min_priority event_buffer_max_size
    attention_dp_events_gather_period_ms enable_partial_reuse copy_on_partial_reuse use_uvm max_gpu_total_bytes dtype
    mamba_ssm_cache_dtype tokens_per_block use_kv_cache_manager_v2 max_util_for_resume mamba_ssm_stochastic_rounding
    mamba_prefix_cache_step pool_ratio avg_seq_len`,
  cuda_graph_config: `batch_sizes max_batch_size enable_padding`,
  cache_transceiver_config: `backend max_tokens_in_buffer kv_transfer_timeout_ms kv_transfer_sender_future_timeout_ms
    transceiver_runtime`,
  moe_config: `backend max_num_tokens load_balancer disable_finalize_fusion use_low_precision_moe_combine`,
  scheduler_config: `capacity_scheduler_policy context_chunking_policy dynamic_batch_config waiting_queue_policy`,
  attention_dp_config: `enable_balance timeout_iters batching_wait_iters kv_cache_routing`,
};
