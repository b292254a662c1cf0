import { deflateSync } from "node:zlib";
import type { Finding } from "#shared/documents/inspection/findings.ts";
import { noise, objectStream, pdfWith, stream } from "./good-pdfs.ts";
import { joined, latin, zipOf } from "./hostile-files.ts";

const runsScript = "<< /S /JavaScript /JS (app.alert\\(1\\)) >>";

/** Pages that stand ten times under each other, eight levels deep: a hundred million of them in a kilobyte. */
const pageBomb = Array.from(
  { length: 8 },
  (_, level) => `<< /Type /Pages /Count 1 /Kids [${`${level === 7 ? 3 : 6 + level} 0 R `.repeat(10)}] >>`,
);

const flateBomb = (bytes: number): Buffer => deflateSync(Buffer.alloc(bytes), { level: 9 });

/** A stored deflate block with `endstream` in plain sight, before what it hides. */
const storedWithFalseEnd = (plain: Buffer): Buffer => deflateSync(plain, { level: 0 });

/** The trick, what is found, and the file. */
export const badPdfs: [string, Finding, () => Buffer][] = [
  [
    "encrypted",
    "encrypted",
    () => pdfWith({ trailer: "/Encrypt 6 0 R", more: ["<< /Filter /Standard /V 2 >>"] }),
  ],
  [
    "encrypted, with streams that cannot be unpacked",
    "encrypted",
    () => pdfWith({ trailer: "/Encrypt << >>", more: [stream("/Filter /FlateDecode", noise(400))] }),
  ],
  ["a script on opening", "activeContent", () => pdfWith({ catalogue: `/OpenAction ${runsScript}` })],
  [
    "a script with escaped names",
    "activeContent",
    () => pdfWith({ more: ["<< /#53 /J#61vaScrip#74 /#4a#53 (x) >>"] }),
  ],
  [
    "a script whose type stands elsewhere",
    "activeContent",
    () => pdfWith({ more: ["<< /S 7 0 R /JS (x) >>", "/JavaScript"] }),
  ],
  ["a script in an object stream", "activeContent", () => pdfWith({ more: [objectStream([runsScript])] })],
  [
    "an escaped script in an object stream",
    "activeContent",
    () => pdfWith({ more: [objectStream(["<< /A << /S /#4aavaScript >> >>"])] }),
  ],
  [
    "a script in an object stream with an escaped type",
    "activeContent",
    () => {
      const text = objectStream([runsScript]).toString("latin1");
      return pdfWith({
        more: [latin(text.replace("/ObjStm", "/#4fbjStm").replace("/Filter", "/#46ilter"))],
      });
    },
  ],
  [
    "a script within the string of another object of an object stream",
    "activeContent",
    () => {
      const head = "100 0 101 1 ";
      const packed = deflateSync(`${head}(${runsScript})`);
      return pdfWith({ more: [stream(`/Type /ObjStm /N 2 /First ${head.length} /Filter /Fl`, packed)] });
    },
  ],
  [
    "a script behind a false end of an object stream",
    "activeContent",
    () => {
      const objects = ["(endstream endobj)", runsScript];
      return pdfWith({ more: [objectStream(objects, "", storedWithFalseEnd)] });
    },
  ],
  [
    "a script within the body of a picture",
    "activeContent",
    () => pdfWith({ more: [stream("/Filter /DCTDecode", `\xff\xd8 77 0 obj ${runsScript} endobj`)] }),
  ],
  [
    "a script in a dictionary that nothing closes",
    "activeContent",
    () => pdfWith({ more: ["<< /A << /S /JavaScript"] }),
  ],
  [
    "a script that hides behind a harmless second type",
    "activeContent",
    () => pdfWith({ catalogue: "/OpenAction << /S /GoTo /S /Named /N /Print >>" }),
  ],
  ["another file to go to", "activeContent", () => pdfWith({ more: ["<< /S /GoToR /F (x.pdf) >>"] })],
  [
    "a form that sends itself",
    "activeContent",
    () => pdfWith({ more: ["<< /S /SubmitForm /F (http://x) >>"] }),
  ],
  ["an XFA form", "activeContent", () => pdfWith({ catalogue: "/AcroForm << /XFA [(a) 6 0 R] >>" })],
  ["rich media", "activeContent", () => pdfWith({ more: ["<< /Type /Annot /Subtype /RichMedia >>"] })],
  [
    "an action on turning a page",
    "activeContent",
    () => pdfWith({ catalogue: "/AA << /O << /S /URI >> >>" }),
  ],
  [
    "an action on closing that stands elsewhere",
    "activeContent",
    () => pdfWith({ catalogue: "/AA 6 0 R", more: ["<< /WC 7 0 R >>", "<< /S /Named /N /Print >>"] }),
  ],
  [
    "an address that opens by itself",
    "activeContent",
    () => pdfWith({ catalogue: "/OpenAction 6 0 R", more: ["<< /S /URI /URI (http://x) >>"] }),
  ],
  [
    "an action on opening that is nowhere",
    "activeContent",
    () => pdfWith({ catalogue: "/OpenAction 99%\n0 R" }),
  ],
  [
    "an action after a harmless one",
    "activeContent",
    () => pdfWith({ catalogue: "/OpenAction << /S /GoTo /Next << /S /URI >> >>" }),
  ],
  [
    "a file inside",
    "embeddedFile",
    () =>
      pdfWith({ more: [stream("/Type /EmbeddedFile", "MZ"), "<< /Type /Filespec /EF << /F 6 0 R >> >>"] }),
  ],
  [
    "files inside by name",
    "embeddedFile",
    () => pdfWith({ catalogue: "/Names << /EmbeddedFiles << /Names [(a) 6 0 R] >> >>" }),
  ],
  [
    "an object stream behind two filters",
    "tooComplex",
    () => {
      const twice = (plain: Buffer) => latin(`${deflateSync(plain).toString("hex")}>`);
      return pdfWith({ more: [objectStream([runsScript], "/Filter [/AHx /Fl]", twice)] });
    },
  ],
  [
    "an object stream behind a predictor",
    "tooComplex",
    () => pdfWith({ more: [objectStream([runsScript], "/DecodeParms << /Predictor 12 /Columns 4 >>")] }),
  ],
  [
    "an object stream whose filter stands elsewhere",
    "tooComplex",
    () => pdfWith({ more: [objectStream([runsScript], "/Filter 7 0 R"), "[/FlateDecode /ASCIIHexDecode]"] }),
  ],
  [
    "a tree of pages that explodes",
    "tooComplex",
    () => pdfWith({ pages: pageBomb[0] ?? "", more: pageBomb.slice(1) }),
  ],
  ["a tree of pages without end", "tooComplex", () => pdfWith({ pages: "<< /Type /Pages /Kids [2 0 R] >>" })],
  [
    "a billion pages by its word",
    "tooComplex",
    () => pdfWith({ pages: "<< /Kids [3 0 R] /Count 1000000000 >>" }),
  ],
  ["brackets without end", "tooComplex", () => pdfWith({ more: ["[".repeat(50_000)] })],
  [
    "many nodes that share one list of kids",
    "tooComplex",
    () =>
      pdfWith({
        more: [
          `[${"3 0 R ".repeat(9000)}]`,
          Array.from({ length: 30_000 }, (_, node) => `\n${node + 10} 0 obj <</Kids 6 0 R>>`).join(""),
        ],
      }),
  ],
  [
    "one object that is defined over and over, and referred to as often",
    "tooComplex",
    () =>
      pdfWith({ more: ["6 0 obj 1 7 0 obj <</OpenAction 6 0 R /Kids 6 0 R /AA 6 0 R>> ".repeat(90_000)] }),
  ],
  ["too many objects", "tooComplex", () => pdfWith({ more: ["1 0 obj 1 endobj ".repeat(210_000)] })],
  [
    "too many objects in an object stream",
    "tooComplex",
    () => pdfWith({ more: [objectStream(Array.from({ length: 210_000 }, () => "1"))] }),
  ],
  [
    "strings without end, each to be read again and again",
    "tooComplex",
    () => pdfWith({ more: ["1 0 obj (".repeat(100_000)] }),
  ],
  [
    "a stream that unpacks to 200 MB",
    "expandsTooMuch",
    () => pdfWith({ more: [stream("/Filter /FlateDecode", flateBomb(200_000_000))] }),
  ],
  [
    "many streams that unpack to 200 MB together",
    "expandsTooMuch",
    () => {
      const part = stream("/Filter [/Fl]", flateBomb(20_000_000));
      return pdfWith({ more: Array.from({ length: 11 }, () => part) });
    },
  ],
  [
    "a stream that unpacks twice",
    "expandsTooMuch",
    () => pdfWith({ more: [stream("/Filter [/Fl /FlateDecode]", deflateSync(flateBomb(300_000_000)))] }),
  ],
  [
    "a bomb whose filter stands elsewhere",
    "expandsTooMuch",
    () => pdfWith({ more: [stream("/Filter 7 0 R", flateBomb(200_000_000)), "/FlateDecode"] }),
  ],
  [
    "a stream that is not what it says",
    "damaged",
    () => pdfWith({ more: [stream("/Filter /Fl", "no deflate at all")] }),
  ],
  ["no end", "damaged", () => pdfWith().subarray(0, -7)],
  ["no objects", "damaged", () => latin("%PDF-1.7\nnothing\n%%EOF\n")],
  ["a PDF that is a ZIP too", "polyglot", () => joined(pdfWith(), zipOf())],
  [
    "a PDF that is a ZIP too, with its end once more",
    "polyglot",
    () => joined(pdfWith(), zipOf(), "%%EOF\n"),
  ],
  ["a PDF with a page of HTML behind", "trailingData", () => joined(pdfWith(), "<script>x</script>")],
  ["a PDF with much behind", "trailingData", () => joined(pdfWith(), noise(5000))],
];
