import i18next from "i18next";
import { useTranslation } from "react-i18next";
import type { Text } from "../shared/api-types.ts";
import { useText } from "../shared/use-read.ts";
import type kit from "../texts/zh/kit.json";
import { type RecordName, recordContract } from "./contracts.ts";
import { idInList } from "./fields.ts";

type FieldKey = keyof typeof kit.field;
type Values = typeof kit.value;
type ValueKey = { [Name in keyof Values]: `${Name}.${keyof Values[Name] & string}` }[keyof Values];
type OwnWords = typeof kit.fieldOf;
type OwnKey = { [Name in keyof OwnWords]: `${Name}.${keyof OwnWords[Name] & string}` }[keyof OwnWords];
type RoleKey = keyof typeof kit.by;
type EventKey = keyof typeof kit.event;

const isField = (name: string): name is FieldKey => i18next.exists(`kit.field.${name}`);
const isOwn = (key: string): key is OwnKey => i18next.exists(`kit.fieldOf.${key}`);
const isValue = (key: string): key is ValueKey => i18next.exists(`kit.value.${key}`);
const isRole = (key: string): key is RoleKey => i18next.exists(`kit.by.${key}`);
const isEvent = (key: string): key is EventKey => i18next.exists(`kit.event.${key}`);

/**
 * Words for what the API names by a code. Each throws an Error where there are none: a test asks for all of them, so
 * that nobody ever reads a code.
 */
export function useWords() {
  const { t } = useTranslation();
  const text = useText();
  const none = (what: string): never => {
    throw new Error(`there are no words for ${what}`);
  };
  return {
    /** A field of an action's form; the action's own word for it wins over the usual one. */
    field(action: string, id: string): string {
      const own = `${action}.${idInList(id)}`;
      if (isOwn(own)) return t(`kit.fieldOf.${own}`);
      const name = id.split("-").at(-1) ?? id;
      return isField(name) ? t(`kit.field.${name}`) : none(`field ${id} of ${action}`);
    },
    /** A value of an enumeration, by the name of its field. */
    value(name: string, value: string): string {
      const key = `${name}.${value}`;
      return isValue(key) ? t(`kit.value.${key}`) : none(key);
    },
    state(record: RecordName, state: string): string {
      const found: Text | undefined = recordContract(record).states?.[state];
      if (found) return text(found);
      const key = `state.${state}`;
      return isValue(key) ? t(`kit.value.${key}`) : none(`${record} ${state}`);
    },
    /** Who did something, as a part of the office or of the public. */
    role: (role: string): string => (isRole(role) ? t(`kit.by.${role}`) : none(`role ${role}`)),
    event(record: RecordName, event: string): string {
      const found: Text | undefined = recordContract(record).events?.[event];
      if (found) return text(found);
      return isEvent(event) ? t(`kit.event.${event}`) : none(`${record} ${event}`);
    },
  };
}
