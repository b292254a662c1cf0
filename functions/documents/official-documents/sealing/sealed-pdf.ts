import type PdfDocument from "pdfkit";
import type { tagsOf } from "../tags.ts";
import type { SealService } from "./seal-service.ts";

type Doc = InstanceType<typeof PdfDocument>;
type Ref = ReturnType<Doc["ref"]>;
/** What pdfkit has and its types do not know. */
type Inner = {
  _root: { data: { AcroForm: { data: Record<string, unknown> } } };
  page: { annotations: Ref[] };
};

/** Bytes that are kept free for a seal: certificates up to a root, and a time stamp. */
const sealBytes = 12_288;
/** As long as what takes their places once the file is whole: pdfkit writes them in this order. */
const emptyRange = [0, 9_999_999_999, 9_999_999_999, 9_999_999_999];
const emptyTime = "D:00000000000000Z";

type Box = { left: number; top: number; width: number; height: number };

/** The file's one signature field, over the place of the seal, with room for what is filled in by `sealPdf`. */
export function signatureField(doc: Doc, tags: ReturnType<typeof tagsOf>, box: Box, organ: string): void {
  const inner = doc as unknown as Inner;
  doc.initForm();
  const form = inner._root.data.AcroForm.data;
  // Readers must draw no fields of their own: PDF/A forbids that, and the seal's picture is on the page.
  delete form.NeedAppearances;
  form.SigFlags = 3;
  const value = doc.ref({
    Type: "Sig",
    Filter: "Adobe.PPKLite",
    SubFilter: "ETSI.CAdES.detached",
    ByteRange: emptyRange,
    Contents: new Uint8Array(sealBytes),
    M: new String(emptyTime),
    Name: new String(organ),
  });
  value.end(undefined);
  const { left, top, width, height } = box;
  const look = doc.ref({ Type: "XObject", Subtype: "Form", BBox: [0, 0, width, height], Resources: {} });
  look.end(undefined);
  const words = `电子签名：${organ}`;
  tags.annotation("Form", words, (element) =>
    doc.annotate(left, top, width, height, {
      Subtype: "Widget",
      FT: "Sig",
      T: new String("seal"),
      TU: new String(words),
      // Printed and locked.
      F: 4 | 128,
      V: value,
      AP: { N: look },
      structParent: element,
    } as never),
  );
  (form.Fields as Ref[]).push(inner.page.annotations.at(-1) as Ref);
}

/** Where a text is in the file. @throws Error when it does not */
function placeOf(pdf: Buffer, text: string, from = 0): number {
  const place = pdf.indexOf(text, from, "latin1");
  if (place === -1) throw new Error(`the file has no ${text.slice(0, 12)} to be filled in`);
  return place;
}

/** The file sealed by its organ: the seal covers every byte of it but its own. */
export async function sealPdf(
  { pdf, organ }: { pdf: Buffer; organ: string },
  service: SealService,
  at: string,
): Promise<Buffer> {
  const sealed = Buffer.from(pdf);
  const rangeText = `[${emptyRange.join(" ")}]`;
  const range = placeOf(sealed, rangeText);
  const start = placeOf(sealed, "/Contents <", range) + "/Contents ".length;
  const end = placeOf(sealed, ">", start) + 1;
  const covered = `[0 ${start} ${end} ${sealed.length - end}]`;
  sealed.write(covered.padEnd(rangeText.length), range, "latin1");
  const time = `D:${at.slice(0, 19).replaceAll(/\D/g, "")}Z`;
  sealed.write(time, placeOf(sealed, emptyTime, end), "latin1");
  const signed = Buffer.concat([sealed.subarray(0, start), sealed.subarray(end)]);
  const seal = Buffer.from(await service.seal(organ, signed, at)).toString("hex");
  if (seal.length > 2 * sealBytes) throw new Error(`a seal of ${seal.length / 2} bytes is too large`);
  sealed.write(seal, start + 1, "latin1");
  return sealed;
}
