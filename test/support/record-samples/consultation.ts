import { type Deflection, deflection, type Faq, faq } from "#shared/consultation/faqs/record.ts";
import { type Consultation, consultation } from "#shared/consultation/record.ts";
import { type Said, said, saidIdOf } from "#shared/consultation/said.ts";
import { department, itemCode } from "#test/unit/ratings/samples.ts";
import { day, digestNo, type RecordSamples, step } from "./samples.ts";

const idNo = (serial: number): string => digestNo(serial).slice(-16);

export const consultations: RecordSamples<Consultation> = {
  definition: consultation,
  make: (serial) =>
    consultation.first(
      {
        consultationId: idNo(serial),
        about: "item",
        itemCode,
        itemVersion: 1,
        department,
        state: "asked",
        askerId: "citizen-1",
        askedAt: day(serial),
        dueAt: day(serial + 1),
        transfers: 0,
        texts: 1,
      },
      { event: "asked", ...step },
    ),
  end: (record) =>
    consultation.next(
      record,
      { state: "redirected", dueAt: undefined, endedAt: day(30) },
      { event: "redirected", ...step },
    ),
};

export const saids: RecordSamples<Said> = {
  definition: said,
  silentFirst: true,
  make: (serial) =>
    said.first(
      {
        saidId: saidIdOf(idNo(0), serial),
        kind: "asked",
        text: "办理食品经营许可要带什么材料？",
        writtenAt: day(serial),
        by: { role: "citizen", id: "citizen-1" },
      },
      { event: "written", ...step },
    ),
  end: (record) => said.next(record, { files: [] }, { event: "written", ...step }),
};

export const faqs: RecordSamples<Faq> = {
  definition: faq,
  make: (serial) =>
    faq.first(
      {
        faqId: idNo(serial),
        itemCode,
        itemVersion: 1,
        department,
        state: "toCheck",
        question: "要带什么材料？",
        answer: "请看办事指南的材料一栏。",
        proposedBy: "clerk-1",
        proposedAt: day(serial),
        confirmedBy: "reviewer-1",
        publishedAt: day(serial),
        checkBy: day(serial),
      },
      { event: "proposed", ...step },
    ),
  end: (record) => faq.next(record, { state: "withdrawn" }, { event: "withdrawn", ...step }),
};

export const deflections: RecordSamples<Deflection> = {
  definition: deflection,
  silentFirst: true,
  make: (serial) =>
    deflection.first(
      { deflectionId: `${department}-2026-${String(serial).padStart(2, "0")}`, helped: { [idNo(1)]: 1 } },
      { event: "counted", ...step },
    ),
  end: (record) => deflection.next(record, { helped: { [idNo(1)]: 2 } }, { event: "counted", ...step }),
};
