import libheif from "libheif-js/libheif/libheif.js";

/** What of libheif its types leave out. */
type Image = {
  get_width(): number;
  get_height(): number;
  display(into: ImageData, done: (shown: ImageData | null) => void): void;
};
type Libheif = { HeifDecoder: new () => { decode(file: Uint8Array): Image[] } };

/** More than any phone's camera makes; a file that says more would fill the memory. */
const mostPixels = 100_000_000;

function open(file: Uint8Array, done: (picture: ImageData | undefined) => void): void {
  const { HeifDecoder } = libheif() as unknown as Libheif;
  const [image] = new HeifDecoder().decode(file);
  if (image && image.get_width() * image.get_height() <= mostPixels)
    image.display(new ImageData(image.get_width(), image.get_height()), (shown) => done(shown ?? undefined));
  else done(undefined);
}

/** A HEIC file comes in; its first picture goes out the right way up, or undefined when it cannot be opened. */
self.onmessage = ({ data }: MessageEvent<Uint8Array>) => {
  const answer = (picture: ImageData | undefined): void => self.postMessage(picture);
  try {
    open(data, answer);
  } catch {
    answer(undefined);
  }
};
