"""Points that report on streams: their leads are asked for three lines two weeks before."""
