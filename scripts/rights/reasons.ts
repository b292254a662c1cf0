import { like } from "#local/engine/iam/globs.ts";

/** Why a right stands that no test uses: `*` in `rights` is any text. */
export type Reason = { rights: string; why: string };

/** Each is needed where nobody plays it; what can be played has a test instead of a line here. */
export const reasons: readonly Reason[] = [
  {
    rights: "archive-packing s3:AbortMultipartUpload *",
    why: "A package of several pieces whose upload fails half-way is thrown away: no test's package is that large.",
  },
  {
    rights: "archives dynamodb:Query Records-Archives",
    why: "A request that comes again after others changed the record is known by its history.",
  },
  {
    rights: "commitments dynamodb:BatchGetItem Records-Representations",
    why: "An agent reads a commitment of whoever they act for.",
  },
  {
    rights: "commitments secretsmanager:GetSecretValue Records-FieldKeys",
    why: "The same agent: whom they act for stands sealed.",
  },
  {
    rights: "rectifications secretsmanager:GetSecretValue Records-FieldKeys",
    why: "An agent reads work orders of whoever they act for, who stands sealed.",
  },
  {
    rights: "delivery-tracking dynamodb:Query Records-Deliveries/index/byWaybill",
    why: "A parcel that the queue knows by its waybill alone: what came before its order was written.",
  },
  {
    rights: "delivery-tracking sqs:SendMessage Deliveries-CourierEventsSetAside",
    why: "A carrier tells of a parcel that stays unknown for all its attempts, longer than a test waits.",
  },
  {
    rights: "documents dynamodb:UpdateItem Records-Documents",
    why: "A running number is declared void: test/integration plays it on the table.",
  },
  {
    rights: "examination-deadlines dynamodb:*Item Records-Examinations",
    why: "An inspection, a hearing or a statement is overdue: test/unit/examinations plays the sweep.",
  },
  {
    rights: "representation-deadlines *",
    why: "A representation's last day is over: test/unit/representations plays the sweep.",
  },
  {
    rights: "owed-results *",
    why: "What steps of payments, archives and licences owe after a lost message: test/unit/cases plays each check.",
  },
  {
    rights: "payment-watch *",
    why: "A notice that the platform did not take at once is sent again, made from its case: the platform in tests always takes it.",
  },
  {
    rights: "rating-intake sqs:ChangeMessageVisibility Ratings-DeviceRatingsQueue",
    why: "A device's rating that cannot be kept now waits in its queue.",
  },
  {
    rights: "rating-intake sqs:SendMessage Ratings-IntakeEventsDeadLetters",
    why: "An event that does not fit its contract: what is no event at all goes to the devices' dead letters.",
  },
  {
    rights: "rectification-follow dynamodb:GetItem Records-Rectifications",
    why: "A rating is dismissed, or given after its work order: the order is read and changed.",
  },
  {
    rights: "representations dynamodb:PutItem Records-Accesses",
    why: "Staff open one representation, which goes on record.",
  },
];

export const reasonFor = (text: string): Reason | undefined =>
  reasons.find(({ rights }) => like(rights, text));
