import type { Text } from "#shared/kernel/http/locale.ts";

/** One thing wrong in a catalogue. `column` is the dotted path of the field; in a file it begins with the column. */
export type CatalogueProblem = { row: number; column: string; code: string; message: Text };

/** The sentences of the rules; `{detail}` stands for what was found. */
const templates = {
  "code-uscc": {
    zh: "实施编码前 18 位不是有效的统一社会信用代码（{detail}）。",
    en: "The first 18 characters of the item code are not a valid unified social credit code ({detail}).",
  },
  "code-structure": {
    zh: "编码结构不正确（{detail}）。",
    en: "The code is not built as the standard says ({detail}).",
  },
  "code-catalog-differs": {
    zh: "实施编码中的基本编码为 {detail}，与本列不一致。",
    en: "The item code contains the catalogue code {detail}, which is another one.",
  },
  "code-level-differs": {
    zh: "实施编码中的行使层级为 {detail}，与本列不一致。",
    en: "The item code contains level {detail}, which is another one.",
  },
  "code-type-differs": {
    zh: "基本编码中的事项类型为 {detail}，与本列不一致。",
    en: "The catalogue code contains item type {detail}, which is another one.",
  },
  "code-area": {
    zh: "基本编码的编制地区应为 00（国家）或者本省的 {detail}。",
    en: "The catalogue code begins with 00 where the state set the item, or with the own province's {detail}.",
  },
  "code-type-is-provinces": {
    zh: "事项类型 {detail} 由省级扩展，基本编码不能以 00 开头。",
    en: "Item type {detail} is a province's own, so the code cannot begin with 00.",
  },
  "type-not-applied-for": {
    zh: "“{detail}”不是依申请办理的事项，应列入监管事项清单。",
    en: "Nobody applies for “{detail}”; it belongs in the list of supervision matters.",
  },
  "code-department-differs": {
    zh: "该部门的统一社会信用代码为 {detail}，与实施编码不一致。",
    en: "The department's unified social credit code is {detail}; the item code has another one.",
  },
  "code-duplicate": { zh: "编码与第 {detail} 行重复。", en: "Row {detail} has the same code." },
  "name-duplicate": {
    zh: "同一部门内事项名称与第 {detail} 行重复。",
    en: "Row {detail} has the same name in the same department.",
  },
  "department-unknown": { zh: "没有部门 {detail}。", en: "There is no department {detail}." },
  "theme-unknown": { zh: "没有主题 {detail}。", en: "There is no theme {detail}." },
  "intermediary-unlisted": {
    zh: "中介服务“{detail}”不在清单内，清单之外不得要求中介服务。",
    en: "The intermediary service “{detail}” is not on the official list; none outside it may be asked for.",
  },
  "commitment-without-check": {
    zh: "有材料可用告知承诺代替，须写明事后核查的期限和标准（commitment）。",
    en: "A commitment may stand for a material: the item says what is checked afterwards and when (commitment).",
  },
  "retention-without-rule": {
    zh: "保管期限须注明依据的规定（书名号）；未核对的，请标明 unconfirmed（{detail}）。",
    en: "A retention names the rule it comes from in 《》; one that nobody has checked says unconfirmed ({detail}).",
  },
  "retention-unusual": {
    zh: "保管期限为永久、30 年或者 10 年；另有专门规定的，须注明该规定（{detail}）。",
    en: "A case is kept for good, 30 or 10 years; another term needs the special rule that says so ({detail}).",
  },
  "list-duplicate": { zh: "“{detail}”重复。", en: "“{detail}” appears twice." },
  "examination-not-on-request": {
    zh: "只有听证可以依申请举行（{detail}）。",
    en: "Only a hearing is held on request ({detail}).",
  },
  "examination-of-instant": {
    zh: "即办件不能以此为决定的前提（{detail}）。",
    en: "An instant item cannot depend on it ({detail}).",
  },
  "hearing-without-procedure": {
    zh: "应当听证的事项，请在特别程序中列明听证的依据和最长时间（行政许可法第四十五条）。",
    en: "Where a hearing is asked for, the special procedures have to say by which law its time is not counted, and how long it takes.",
  },
  "promised-longer-than-legal": {
    zh: "承诺时限不得长于法定时限（{detail}）。",
    en: "The promised limit may not be longer than the legal one ({detail}).",
  },
  "instant-with-days": {
    zh: "即办件的承诺时限应为 0，现为 {detail}。",
    en: "An instant item promises 0 days, not {detail}.",
  },
  "promised-without-days": {
    zh: "承诺件的承诺时限不能为 0；当场办结的应为即办件。",
    en: "A promised item needs a limit of at least one day; one done on the spot is an instant item.",
  },
  "visit-without-reason": {
    zh: "到现场 {detail} 次，应说明原因。",
    en: "Coming {detail} time(s) needs a reason.",
  },
  "window-only-without-visit": {
    zh: "只能到窗口递交或领取，到现场次数不能为 0。",
    en: "What can only be handed in or received at the window cannot have 0 visits.",
  },
  "hand-in-without-channel": {
    zh: "递交方式“{detail}”没有对应的办理形式。",
    en: "None of the channels lets one hand in by “{detail}”.",
  },
  "online-without-depth": {
    zh: "可网上递交，但网上办理深度未到收件。",
    en: "The item can be handed in online, but its online depth does not reach submission.",
  },
  "depth-without-online": {
    zh: "网上办理深度为“{detail}”，但不能网上递交。",
    en: "The online depth says “{detail}”, but the item cannot be handed in online.",
  },
  "face-only": {
    zh: "人脸识别不得作为唯一验证方式，应同时提供窗口办理。",
    en: "Face recognition may not be the only way to prove who one is; the window must be open too.",
  },
  "fee-without-items": { zh: "收费事项应列明收费项目。", en: "A charge needs its items." },
  "fee-without-basis": { zh: "收费项目应有收费依据。", en: "A charge needs its basis." },
  "fee-not-payable": {
    zh: "在线收取的收费项目应有编号和金额。",
    en: "A charge that is collected here needs an id and an amount.",
  },
  "fee-field-unknown": {
    zh: "收费项目所依据的表单字段“{detail}”不存在，或者不是必填。",
    en: "The form has no field “{detail}” that everybody fills in, by which the charge is reckoned.",
  },
  "fee-repeated": { zh: "收费项目编号“{detail}”重复。", en: "The charge id “{detail}” is there twice." },
  "fee-not-for-all": {
    zh: "有的填报内容没有对应的收费项目。",
    en: "Some answers are not covered by any charge.",
  },
  "fee-unknown": { zh: "没有编号为“{detail}”的收费项目。", en: "There is no charge “{detail}”." },
  "fee-not-charged": {
    zh: "不收费的事项不应有收费项目。",
    en: "An item without charge has no charge items.",
  },
  "id-only-with-material": {
    zh: "一证通办事项不得要求申请人自备材料“{detail}”，除非可用电子证照代替。",
    en: "With one's ID only, the applicant cannot be asked for “{detail}” unless an electronic licence stands for it.",
  },
  "licence-without-type": {
    zh: "结果为证照的，应填写证照类型。",
    en: "A result that is a licence needs its licence type.",
  },
  "licence-effect-without-type": {
    zh: "变更、延续、补发或注销证照的事项，应填写证照类型。",
    en: "An item that changes a licence needs its licence type.",
  },
  "licence-field-unknown": {
    zh: "应指明申请表中填写证照编号的必填文本项，现为“{detail}”。",
    en: "The required text field of the form with the licence's number must be named; it is “{detail}” now.",
  },
  "licence-field-unused": {
    zh: "核发证照的事项不应指明填写证照编号的项。",
    en: "An item that issues a licence names no field with a licence's number.",
  },
  "joint-after-unknown": {
    zh: "“{detail}”不是这件事的并联事项，不能作为先后顺序。",
    en: "“{detail}” is no part of this joint matter, so nothing can come after it.",
  },
  "joint-after-circular": {
    zh: "这些事项互相等待，永远不能开始：{detail}。",
    en: "These parts wait for each other and can never begin: {detail}.",
  },
  "joint-optional-unknown": {
    zh: "“{detail}”不是这件事的并联事项，不能由申请人选择。",
    en: "“{detail}” is no part of this joint matter, so nobody can choose it.",
  },
  "joint-optional-condition": {
    zh: "申请表没有答案“{detail}”，无法据此选择并联事项。",
    en: "The form does not offer the answer “{detail}”, so no part can be chosen by it.",
  },
  "joint-optional-material": {
    zh: "此事项没有材料“{detail}”，不能列为某个并联事项的材料。",
    en: "This item has no material “{detail}” that one of its parts could ask for.",
  },
  "joint-optional-all": {
    zh: "至少有一个并联事项应当必办。",
    en: "At least one part has to be there whatever is answered.",
  },
  "deferral-of-nothing": {
    zh: "没有可以容缺后补的材料，不需要规定逾期未补的后果。",
    en: "No material can be deferred, so nothing follows when one does not come.",
  },
  "deferral-ends-licence": {
    zh: "行政许可受理后应当作出决定，不能因为容缺材料逾期未补而终止（行政许可法第三十八条）。",
    en: "An accepted licence case has to be decided and cannot end because a deferred material did not come (Administrative Licensing Law, Art. 38).",
  },
  "parties-numbers": {
    zh: "共同申请的角色“{detail}”，最少人数不能多于最多人数。",
    en: "Of the role “{detail}” no more can be asked than are allowed.",
  },
  "parties-too-few": {
    zh: "共同申请至少要有两方；一人即可申请的不设共同申请人。",
    en: "At least two apply together; where one applies alone, there are no parties.",
  },
  "parties-too-many": {
    zh: "一份申请的共同申请人合计不能超过 {detail} 人。",
    en: "No more than {detail} people can apply together.",
  },
  "parties-without-days": {
    zh: "各方确认的期限至少一天。",
    en: "Everybody has at least one day to confirm.",
  },
  "parties-of-joint-matter": {
    zh: "“一件事”不设共同申请人，由各并联事项分别规定。",
    en: "A joint matter has no parties of its own; its parts may have.",
  },
  "parties-condition": {
    zh: "“{detail}”不是申请表中该项的选项，不能作为共同申请的条件。",
    en: "“{detail}” is no option of that field, so it cannot decide who applies together.",
  },
  "situation-condition-unknown": {
    zh: "条件“{detail}”不是前面问题的选项。",
    en: "“{detail}” is no answer to a question asked before.",
  },
  "situation-too-many": {
    zh: "情形组合超过 {detail} 种，请减少问题。",
    en: "There are more than {detail} ways through the questions; ask fewer.",
  },
  "situation-gap": {
    zh: "这样回答没有对应的情形：{detail}。",
    en: "These answers lead to no situation: {detail}.",
  },
  "situation-clash": {
    zh: "同样的回答对应多个情形：{detail}。",
    en: "The same answers lead to more than one situation: {detail}.",
  },
  "situation-unreachable": {
    zh: "怎样回答都不会遇到“{detail}”。",
    en: "No answers lead to “{detail}”.",
  },
  "situation-twin": {
    zh: "情形 {detail} 的材料、表单、时限和收费都相同，应合并。",
    en: "Situations {detail} are alike in materials, form, limits and fee; make them one.",
  },
  "situation-material-unknown": {
    zh: "情形用到的材料“{detail}”不在事项材料之中。",
    en: "A situation asks for “{detail}”, which is no material of the item.",
  },
  "situation-fee-unknown": {
    zh: "情形用到的收费项目“{detail}”不在事项的收费之中。",
    en: "A situation asks for the charge “{detail}”, which the item does not have.",
  },
  "situation-field-unknown": {
    zh: "情形用到的“{detail}”不是申请表的项。",
    en: "A situation speaks of “{detail}”, which is no field of the form.",
  },
  "form-invalid": {
    zh: "申请表不是有效的 JSON Schema：{detail}。",
    en: "The form is not a valid JSON Schema: {detail}.",
  },
  "form-untitled": {
    zh: "申请表的每一项应有中文 title 和英文 x-title-en。",
    en: "Every field of the form needs a Chinese title and an English x-title-en.",
  },
  "form-required-unknown": {
    zh: "申请表要求必填“{detail}”，但没有这一项。",
    en: "The form requires “{detail}” but has no such field.",
  },
  "form-example-wrong": {
    zh: "样例“{detail}”不符合这一项自己的要求。",
    en: "The example “{detail}” is not what this field accepts.",
  },
  "form-personal-unsaid": {
    zh: "这一项像是个人信息，应写明 x-personal（name、idNumber、phone、address、account、birthday、health、finance）；不是个人信息的，写 false。",
    en: "This field looks like personal data. Say which by x-personal (name, idNumber, phone, address, account, birthday, health, finance), or false when it is none.",
  },
  "form-day-unclear": {
    zh: "日期的要求应写明：x-day 为 past、future 或者 appointment，x-not-before 为同组另一日期项。",
    en: "What a date has to be is said by x-day (past, future, appointment) or by x-not-before with another date of its group.",
  },
  "form-condition-unclear": {
    zh: "申请表的条件应写明：某几项等于什么时（if，并列入 required），要求哪些项（then）或者不问哪些项（else 中为 false）。",
    en: "A condition of the form says which answers it looks at (if, and required), and what is then asked for or left out (then, else: false).",
  },
  "csv-column-unknown": { zh: "不认识的列“{detail}”。", en: "The column “{detail}” is not known." },
  "csv-column-missing": { zh: "缺少列“{detail}”。", en: "The column “{detail}” is missing." },
  "csv-column-duplicate": { zh: "列“{detail}”重复。", en: "The column “{detail}” appears twice." },
  "csv-cell-count": {
    zh: "本行有 {detail} 个单元格，与表头不符。",
    en: "The row has {detail} cells, unlike the header.",
  },
  "csv-cell-json": { zh: "单元格不是有效的 JSON。", en: "The cell is not valid JSON." },
  "csv-quote": { zh: "引号没有正确配对。", en: "A quotation mark has no match." },
} as const satisfies Record<string, Text>;

export type ProblemCode = keyof typeof templates;

/** A problem without its row, as a rule finds it. */
export type Finding = { column: string; code: ProblemCode; detail?: string };

/** Gives a finding its row and its sentence in both languages. */
export function problemOf(row: number, { column, code, detail = "" }: Finding): CatalogueProblem {
  const { zh, en } = templates[code];
  // A replacer function, because a plain replacement would read `$&` in the detail as a pattern.
  const fill = (template: string): string => template.replace("{detail}", () => detail);
  return { row, column, code, message: { zh: fill(zh), en: fill(en) } };
}

/** Every code a rule can report, for tests that none is left without one. */
export const problemCodes = Object.keys(templates) as ProblemCode[];
