/**
 * Stands in the bundles before zod: a schema is built when something is first asked of it. Every function carries the
 * schemas of all routes and events of its context, and one call needs few of them; building all took longer than all
 * the rest of our code.
 */
type Given = readonly unknown[];
type Method = (...given: Given) => object;

/**
 * Methods that only make another schema, and so wait like it. One that is missing here builds its schema at once: later
 * than need be, never wrong.
 */
const deriving: ReadonlySet<PropertyKey> = new Set(
  `and array catchall check default describe endsWith exclude extend extract int length max meta min
  multipleOf nonempty nonnegative nullable nullish omit optional or overwrite partial pick pipe positive prefault
  readonly refine regex required safeExtend startsWith strict superRefine toLowerCase toUpperCase
  transform trim unwrap`.split(/\s+/),
);

/** Stands for a schema until it is there. */
type Waiting = { build: () => object; schema?: object };

function schemaOf(waiting: Waiting): object {
  waiting.schema ??= waiting.build();
  return waiting.schema;
}

const asSchema: ProxyHandler<Waiting> = {
  get(waiting, name) {
    if (waiting.schema || !deriving.has(name)) return Reflect.get(schemaOf(waiting), name);
    return (...given: Given) => late(() => (Reflect.get(schemaOf(waiting), name) as Method)(...given));
  },
  set: (waiting, name, value) => Reflect.set(schemaOf(waiting), name, value),
  has: (waiting, name) => Reflect.has(schemaOf(waiting), name),
  getPrototypeOf: (waiting) => Reflect.getPrototypeOf(schemaOf(waiting)),
};

const late = (build: () => object): object => new Proxy({ build }, asSchema);

/** One of zod's functions that make a schema, such as `z.string`. */
export const lateFactory =
  (make: Method): Method =>
  (...given) =>
    late(() => make(...given));
