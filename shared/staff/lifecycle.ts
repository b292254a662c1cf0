import { defineLifecycle } from "#shared/kernel/lifecycle/lifecycle.ts";
import { ends, type StaffMember } from "./record.ts";

const office = ["supervisor", "admin"] as const;

/** How people of staff come into the directory, go, and come back. */
export const lifecycle = defineLifecycle<StaffMember, { now: string }>()({
  name: "a member of staff",
  states: {
    active: { zh: "在岗", en: "Active" },
    left: { zh: "离岗", en: "Left" },
    removed: { zh: "已移除", en: "Removed" },
  },
  begins: ["active"],
  ends,
  guards: {
    notOneself: {
      holds: ({ account }, { id }) => account !== id,
      text: {
        zh: "不能处理自己的名录信息，请由他人办理。",
        en: "Nobody decides about an entry of their own; somebody else does.",
      },
    },
    /** What a person decided stands until a person decides otherwise. */
    leftByImport: { holds: ({ leftBy }) => leftBy === "import" },
  },
  actions: {
    deactivate: {
      from: ["active"],
      to: ["left"],
      roles: office,
      guards: ["notOneself"],
      event: "left",
      label: { zh: "离岗", en: "Mark as left" },
    },
    reactivate: {
      from: ["left"],
      to: ["active"],
      roles: office,
      guards: ["notOneself"],
      event: "returned",
      label: { zh: "恢复在岗", en: "Mark as active again" },
    },
    remove: {
      from: ["left"],
      to: ["removed"],
      roles: ["admin"],
      guards: ["notOneself"],
      event: "removed",
      label: { zh: "移除", en: "Remove from the directory" },
    },
    change: {
      from: ["active", "left"],
      to: "same",
      roles: ["system"],
      event: "changed",
      label: { zh: "信息变更", en: "Sign-in or file differ" },
    },
    see: {
      from: ["active", "left"],
      to: "same",
      roles: ["system"],
      event: "seen",
      label: { zh: "再次登录", en: "Signed in again" },
    },
    leave: {
      from: ["active"],
      to: ["left"],
      roles: ["system"],
      event: "left",
      label: { zh: "名单中已无此人", en: "No longer in the file" },
    },
    comeBack: {
      from: ["left"],
      to: ["active"],
      roles: ["system"],
      guards: ["leftByImport"],
      event: "returned",
      label: { zh: "重新出现", en: "There again" },
    },
  },
});
