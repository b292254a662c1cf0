import {
  type BaseBlock,
  Constructed,
  fromBER,
  Integer,
  Null,
  ObjectIdentifier,
  OctetString,
  Sequence,
  Set as SetOf,
} from "asn1js";

/** What CMS and certificates are written in (X.690), as short as they need it. */
export const sequence = (...value: BaseBlock[]): Sequence => new Sequence({ value });
/** In the order that DER asks for. */
export const setOf = (...value: BaseBlock[]): SetOf => new SetOf({ value: inDerOrder(value) });
export const oid = (value: string): ObjectIdentifier => new ObjectIdentifier({ value });
export const integer = (value: number): Integer => new Integer({ value });
export const octets = (bytes: Uint8Array): OctetString =>
  new OctetString({ valueHex: new Uint8Array(bytes).buffer });
export const derNull = (): Null => new Null();
/** [n]: around one value where it is explicit, in place of a set's tag where it is implicit. */
export const tagged = (tagNumber: number, value: BaseBlock[]): Constructed =>
  new Constructed({ idBlock: { tagClass: 3, tagNumber }, value });

export const derOf = (block: BaseBlock): Buffer => Buffer.from(block.toBER());
export const inDerOrder = (blocks: BaseBlock[]): BaseBlock[] =>
  blocks.toSorted((one, other) => Buffer.compare(derOf(one), derOf(other)));

/** @throws Error when the bytes are no DER */
export function parseDer(der: Uint8Array): BaseBlock {
  const { result, offset } = fromBER(new Uint8Array(der).buffer);
  if (offset === -1) throw new Error(`no DER: ${result.error}`);
  return result as BaseBlock;
}

/** The parts of a sequence, a set or a tag. */
export function partsOf(block: BaseBlock | undefined): BaseBlock[] {
  if (!(block instanceof Constructed)) throw new Error("a part of the DER is not what it should be");
  return block.valueBlock.value as BaseBlock[];
}
