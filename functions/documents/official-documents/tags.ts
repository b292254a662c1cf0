import type PdfDocument from "pdfkit";

type Doc = InstanceType<typeof PdfDocument>;
/** With two that pdfkit writes and its types do not know: where a figure is, in points, and what a table's head is over. */
type Options = NonNullable<Parameters<Doc["struct"]>[1]> & {
  bbox?: [left: number, top: number, right: number, bottom: number];
  scope?: "Column" | "Row";
};

/**
 * The structure of a document (tagged PDF), for those who have it read to them: what is drawn inside is described by its
 * element, in the order in which it is drawn, and what only looks nice is left out as an artifact.
 */
export function tagsOf(doc: Doc) {
  let parent = doc.struct("Document");
  doc.addStructure(parent);
  return {
    /** An element with content, which may go over several pages; nothing else may be opened inside. */
    element(type: string, draw: () => void, options: Options = {}): void {
      parent.add(doc.struct(type, options, draw));
    },
    /** An element of elements, such as a table. */
    group(type: string, draw: () => void): void {
      const outer = parent;
      parent = doc.struct(type);
      outer.add(parent);
      draw();
      parent.end();
      parent = outer;
    },
    /** What can be acted on, such as a signature, described by its words; `add` puts it on the page as the element's own. */
    annotation(type: string, words: string, add: (element: ReturnType<Doc["struct"]>) => void): void {
      const element = doc.struct(type, { alt: words });
      add(element);
      parent.add(element);
      element.end();
    },
    /** Lines and boxes; heads and feet that every page repeats. */
    artifact(draw: () => void, type: "Layout" | "Pagination" = "Layout"): void {
      doc.markContent("Artifact", { type });
      draw();
      doc.endMarkedContent();
    },
  };
}
