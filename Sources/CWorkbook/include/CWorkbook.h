// zlib and expat, as Swift sees them.
#pragma once
#include <expat.h>
#include <zlib.h>

/// A stream for raw deflate data, as ZIP files hold it.
static inline int yilan_inflate_begin(z_stream *stream) { return inflateInit2(stream, -MAX_WBITS); }
