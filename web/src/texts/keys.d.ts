import "i18next";
import type access from "./zh/access.json";
import type acting from "./zh/acting.json";
import type apply from "./zh/apply.json";
import type caseTexts from "./zh/case.json";
import type common from "./zh/common.json";
import type consultation from "./zh/consultation.json";
import type device from "./zh/device.json";
import type draft from "./zh/draft.json";
import type examination from "./zh/examination.json";
import type figures from "./zh/figures.json";
import type files from "./zh/files.json";
import type form from "./zh/form.json";
import type guide from "./zh/guide.json";
import type help from "./zh/help.json";
import type home from "./zh/home.json";
import type inactivity from "./zh/inactivity.json";
import type kit from "./zh/kit.json";
import type laterSteps from "./zh/laterSteps.json";
import type licence from "./zh/licence.json";
import type list from "./zh/list.json";
import type message from "./zh/message.json";
import type office from "./zh/office.json";
import type paper from "./zh/paper.json";
import type place from "./zh/place.json";
import type policy from "./zh/policy.json";
import type rate from "./zh/rate.json";
import type representation from "./zh/representation.json";
import type search from "./zh/search.json";
import type situation from "./zh/situation.json";
import type staff from "./zh/staff.json";
import type window from "./zh/window.json";
import type words from "./zh/words.json";

/** The texts as `t` finds them: an area's under its name, the common ones at the top. An unknown key does not compile. */
type Texts = typeof common & {
  access: typeof access;
  acting: typeof acting;
  apply: typeof apply;
  case: typeof caseTexts;
  device: typeof device;
  draft: typeof draft;
  examination: typeof examination;
  figures: typeof figures;
  form: typeof form;
  guide: typeof guide;
  help: typeof help;
  home: typeof home;
  inactivity: typeof inactivity;
  kit: typeof kit;
  laterSteps: typeof laterSteps;
  licence: typeof licence;
  list: typeof list;
  message: typeof message;
  office: typeof office;
  paper: typeof paper;
  files: typeof files;
  consultation: typeof consultation;
  place: typeof place;
  policy: typeof policy;
  rate: typeof rate;
  representation: typeof representation;
  search: typeof search;
  situation: typeof situation;
  staff: typeof staff;
  window: typeof window;
  words: typeof words;
};

declare module "i18next" {
  interface CustomTypeOptions {
    resources: { translation: Texts };
    returnNull: false;
  }
}
