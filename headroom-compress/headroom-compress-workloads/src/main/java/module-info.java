/** What compressors are measured on: by {@code headroom eval}, by the contract kits and by benchmarks. */
module io.headroom.workload {
    exports io.headroom.workload;
    exports io.headroom.workload.probe;
}
