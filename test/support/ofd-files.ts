import { strToU8, zipSync } from "fflate";

const xml = (text: string): Uint8Array => strToU8(`<?xml version="1.0" encoding="UTF-8"?>\n${text}`);

/** An electronic invoice as tax offices issue them, in its outline: pages, a seal, the data attached. */
export const ofdOf = (more: Record<string, Uint8Array> = {}): Buffer =>
  Buffer.from(
    zipSync({
      "OFD.xml": xml('<ofd:OFD xmlns:ofd="http://www.ofdspec.org/2016" DocType="OFD" Version="1.1"/>'),
      "Doc_0/Document.xml": xml("<ofd:Document/>"),
      "Doc_0/Pages/Page_0/Content.xml": xml("<ofd:Page/>"),
      "Doc_0/Res/image_1.png": new Uint8Array(64),
      "Doc_0/Attachs/original_invoice.xml": xml("<eInvoice/>"),
      "Doc_0/Signs/Sign_0/Seal.esl": new Uint8Array(64),
      ...more,
    }),
  );

/** One of its parts says to become so large, in the archive's directory. */
export function swellingOfd(bytes: number): Buffer {
  const file = ofdOf();
  file.writeUInt32LE(bytes, file.indexOf("PK\x01\x02") + 24);
  return file;
}
