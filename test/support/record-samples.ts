import { type CaseHead, caseRecord } from "#shared/cases/record.ts";
import { type ItemRecord, serviceItem } from "#shared/catalogue/record.ts";
import { legIdOf } from "#shared/deliveries/leg.ts";
import { delivery, type Leg } from "#shared/deliveries/record.ts";
import { type Document, document } from "#shared/documents/record.ts";
import type { RecordDefinition, RecordOf } from "#shared/kernel/records/record.ts";
import { licenceIdentifier } from "#shared/licences/identifier.ts";
import { type Licence, licence } from "#shared/licences/record.ts";
import { type Call, call, type Draw, draw } from "#shared/ratings/calls/calls.ts";
import { openCall } from "#shared/ratings/calls/decide.ts";
import { type Comment, comment } from "#shared/ratings/comments/comments.ts";
import { type Device, device, type ShiftLog, shiftLog } from "#shared/ratings/devices/devices.ts";
import { ratingIdText } from "#shared/ratings/rating.ts";
import { type RatingRecord, rating } from "#shared/ratings/record.ts";
import { type Order, rectification, rectificationIdOf } from "#shared/rectifications/record.ts";
import { type StaffMember, staffMember } from "#shared/staff/record.ts";
import { type Suggestion, suggestion } from "#test/toy/shared/suggestions/record.ts";
import { caseNumberNo, department, given, itemCode, traceparent } from "#test/unit/ratings/samples.ts";

export type { RecordSamples };

/** A context's records need a line here: the suite refuses those that have none. */
export const recordSamples: RecordSamples[] = [
  cases,
  documents,
  items,
  licences,
  orders,
  suggestions,
  legs,
  ratings,
  comments,
  draws,
  calls,
  devices,
  shiftLogs,
  staff,
] as unknown as RecordSamples[];
