"""What every exporter holds, as tests to inherit: `civic_partnership.testing.ExporterContract`."""
