/**
 * Stands in the bundles for brotli's decoder and its dictionary, half a megabyte that the library for fonts reads
 * WOFF2 files with: documents are drawn with a TTF.
 */
export default function decompress(): never {
  throw new Error("No function carries what a WOFF2 font is unpacked with.");
}
