import type { CaseForm } from "#shared/cases/case.ts";
import type { Actor, Command } from "#shared/cases/command.ts";
import type { CaseHead } from "#shared/cases/record.ts";
import type { officialDocumentOfEvent } from "#shared/documents/official-documents.ts";
import { citizen, clerk, form, leader, openSample, reviewer, system } from "#test/unit/cases/samples.ts";

export type Step = [Command["action"], Actor, Partial<Command>?];

const law: CaseHead["item"] = {
  ...openSample().item,
  extension: "10w",
  procedures: [{ kind: "expertReview", maxDays: 60 }],
};
const window = openSample({ item: law, receive: "window" });
const together = (key: string) =>
  openSample({ key, action: "fileTogether", item: { ...law, confirmWithin: "15n" }, parties: [""] });
const courier = openSample({ item: law, receive: "courier" });
const foodPart = "11411602MB9100104L4000131025000";
const signPart = "11411602MB9100104L4000000000000";
const joint = openSample({ item: law, receive: "window", parts: [{ code: foodPart }, { code: signPart }] });
const instant = openSample({ item: { ...law, instant: true }, receive: "electronic" });

export const accepted: Step[] = [
  ["passPreReview", clerk],
  ["accept", clerk],
];
export const approved: Step[] = [...accepted, ["approve", reviewer]];
const reason = "操作间面积不足";
const remedyInstruction =
  "六十日内依法向周口市川汇区人民政府申请行政复议，或者自收到本文书之日起六个月内依法向周口市川汇区人民法院提起行政诉讼";
const notice = {
  materials: [{ materialId: "premises", reason: "看不清操作间" }],
  fields: [{ path: "/premisesArea", reason: "与平面图不一致" }],
};
const suspension = { kind: "expertReview", basis: "《行政许可法》第四十五条", expectedDays: 7 } as const;
const refusal = {
  kind: "notOurs",
  basis: "《城市市容和环境卫生管理条例》第四条",
  rightBody: { name: "川汇区城市管理局", address: "七一路中段", item: "临时占用绿地审批" },
} as const;
const supplied: CaseForm = {
  ...form,
  revision: 2,
  materials: [{ materialId: "application", documentId: "a" }],
  deferred: [{ materialId: "premises", until: "2026-10-09" }],
  commitments: ["health-certificate"],
  authority: "b",
};

const provisions = [
  { basis: "《食品经营许可和备案管理办法》第十二条第一项", fact: "操作间只有六平方米" },
  { basis: "《食品安全法》第三十三条第一款第四项", fact: "生熟食品没有分开" },
];

const service = {
  document: "notice",
  way: "left",
  servedOn: "2026-09-21",
  servedAt: "09:30",
  place: "川汇区七一路1号",
  receiver: "adultFamily",
  server: "陈晨",
  refused: { why: "认为材料已经齐全", witness: "社区工作人员刘某，录像" },
} as const;

const remedy = {
  kind: "reconsideration",
  organ: "周口市川汇区人民政府",
  number: "川汇政复〔2026〕18号",
  receivedOn: "2026-09-21",
} as const;
const decidedAnew = {
  outcome: "decideAnew",
  number: "川汇政复决〔2026〕18号",
  decidedOn: "2026-09-20",
  servedOn: "2026-09-21",
  within: { days: 30, unit: "calendarDay" },
} as const;
const ownMotion = { ...remedy, kind: "ownMotion", organ: "川汇区市场监督管理局" } as const;
const revoked = { ...decidedAnew, outcome: "revoked", within: undefined } as const;
const afterwards = (
  received: typeof remedy | typeof ownMotion,
  ended: typeof decidedAnew | typeof revoked,
  anew?: string,
): Step[] => [
  ...approved,
  ["collect", clerk, { note: { collection: { how: "identity", relation: "self", identity: "residentId" } } }],
  ["recordRemedy", reviewer, { note: { remedy: received } }],
  ["recordRemedyOutcome", reviewer, { note: { remedyOutcome: ended, reason } }],
  [
    "carryOutRemedy",
    leader,
    { note: { remedy: received, remedyOutcome: ended, reason, ...(anew && { anew }) } },
  ],
];

/** What the licences say of the correction of one. */
export const correctedLicence = {
  typeName: "食品经营许可证",
  number: "JY24116020000012",
  lines: [
    { wrong: "颖河小馆", right: "颍河小馆" },
    { label: "经营场所", wrong: "七一路10号", right: "七一路100号" },
  ],
};

export type Sample = { opened: CaseHead; steps: Step[]; form?: CaseForm; contains: string[]; not?: string[] };

/** Each event that has a document, and what its document must say. */
export const samples: Record<
  | keyof typeof officialDocumentOfEvent
  | "committed"
  | "deemed"
  | "acceptedDeferred"
  | "partWithdrawn"
  | "refusedNotNeeded"
  | "refusedBarred"
  | "jointCollected"
  | "endServed"
  | "upperDecisionServed"
  | "revokedByItself"
  | "endedUnsupplied",
  Sample
> = {
  submitted: {
    opened: window,
    steps: [],
    contains: ["您于2026年9月17日提交", "食品经营许可申请书电子文件", "五个工作日", "第三十二条", "即为受理"],
  },
  committed: {
    opened: openSample({ item: law, receive: "window", committed: true }),
    steps: [],
    form: { ...form, commitments: ["food-safety-rules"] },
    contains: [
      "设定依据：《中华人民共和国食品安全法》第三十五条",
      "国办发〔2020〕42号",
      "1食品安全规章制度目录清单食品安全规章制度齐全，并在经营场所公示、执行作出决定之日起30个工作日内核查",
      "撤销行政决定或者予以行政处罚",
      "已经知晓上述告知的全部内容",
      "申请人于2026年9月17日实名登录后在网上作出承诺",
    ],
    not: ["行政复议", "undefined"],
  },
  returned: {
    opened: window,
    steps: [["returnForChange", clerk, { note: { reason } }]],
    contains: [
      "您于2026年9月17日提交",
      `修改建议：${reason}`,
      "不影响办理期限的计算",
      "第三十二条，逾期不告知的",
    ],
    not: ["行政复议", "行政诉讼"],
  },
  resubmitted: {
    opened: window,
    steps: [
      ["returnForChange", clerk, { note: { reason } }],
      ["resubmit", citizen, { form: { revision: 2, deferredUntil: "2026-10-09" } }],
    ],
    form: supplied,
    contains: [
      "容缺后补，2026年10月9日前提交",
      "从业人员健康证明告知承诺",
      "授权委托书电子文件",
      "您于2026年9月21日提交",
    ],
  },
  accepted: {
    opened: window,
    steps: accepted,
    contains: [
      "材料齐全",
      "2026年9月21日起予以受理",
      "法定办理期限至2026年10月26日",
      "承诺办理期限至2026年9月29日",
    ],
  },
  deemed: {
    opened: window,
    steps: [["deemAccepted", system]],
    contains: ["五个工作日内未一次性告知", "即2026年9月17日起视为受理", "法定办理期限至2026年10月21日"],
    not: ["材料齐全"],
  },
  acceptedDeferred: {
    opened: window,
    steps: accepted,
    form: supplied,
    contains: [
      "容缺受理",
      "平面布局图（照片）（2026年10月9日前补交）",
      "2026年9月21日起予以",
      "法定办理期限至2026年10月26日",
    ],
    not: ["材料齐全"],
  },
  supplementRequested: {
    opened: window,
    steps: [
      ["passPreReview", clerk],
      ["requestSupplement", clerk, { note: { notice, reason: "请一并补齐" } }],
    ],
    contains: [
      "看不清操作间",
      "填报内容：经营场所面积",
      "与平面图不一致",
      "说明：请一并补齐",
      "请于2026年10月19日（含当日）前补正",
      "《中华人民共和国行政许可法》第三十二条",
    ],
  },
  refused: {
    opened: window,
    steps: [["refuse", clerk, { note: { reason, refusal } }]],
    contains: [
      "不属于本机关职权范围",
      `事实和理由：${reason}`,
      "您于2026年9月17日提交",
      "行政许可法》第三十二条第一款第二项，我机关决定不予受理",
      "依据：《城市市容和环境卫生管理条例》第四条",
      "请您向川汇区城市管理局申请，地址：七一路中段",
      "可以申请的事项：临时占用绿地审批",
      "可以将申请材料移送该机关",
      remedyInstruction,
    ],
  },
  refusedNotNeeded: {
    opened: window,
    steps: [["refuse", clerk, { note: { reason, refusal: { kind: "notNeeded", basis: refusal.basis } } }]],
    contains: ["依法不需要取得行政许可", "第三十二条第一款第一项，我机关不受理", remedyInstruction],
    not: ["地址：七一路", "移送", "决定不予受理"],
  },
  refusedBarred: {
    opened: window,
    steps: [["refuse", clerk, { note: { reason, refusal: { kind: "barred", basis: refusal.basis } } }]],
    contains: ["依法不得申请该行政许可", "第七十八条、第七十九条，我机关决定不予受理", remedyInstruction],
    not: ["移送"],
  },
  lapsed: {
    opened: window,
    steps: [
      ["passPreReview", clerk],
      ["requestSupplement", clerk, { note: { notice } }],
      ["lapse", system],
    ],
    contains: [
      "您于2026年9月17日提交",
      "2026年9月21日以补正材料通知书一次性告知",
      "自2026年9月21日起终止办理",
      "不影响您重新申请",
      remedyInstruction,
    ],
  },
  applicationExpired: {
    opened: together("expired"),
    steps: [["expireApplication", system]],
    contains: [
      "您于2026年9月17日提交",
      "期限已经届满，没有全部确认，该申请自2026年9月21日起终止",
      "没有收件",
    ],
    not: ["表示不同意", "行政复议"],
  },
  applicationDeclined: {
    opened: together("declined"),
    steps: [
      [
        "declineApplication",
        { role: "citizen", id: "wang-qiang" },
        { party: 0, note: { reason: "价格没有谈妥" } },
      ],
    ],
    contains: ["2026年9月21日，列为共同申请人的一方表示不同意", "说明：价格没有谈妥", "没有收件"],
    not: ["期限已经届满"],
  },
  withdrawn: {
    opened: window,
    steps: [...accepted, ["withdraw", citizen, { note: { reason: "不开店了" } }]],
    contains: [
      "您于2026年9月17日提交",
      "已于2026年9月21日撤回",
      "自2026年9月21日起受理",
      "撤回原因：不开店了",
      "不再作出决定",
    ],
    not: ["行政复议", "一件事"],
  },
  partWithdrawn: {
    opened: openSample({ parent: "411602100120260917ABCDEFG" }),
    steps: [["withdraw", system]],
    contains: ["随“一件事”申请（办件编号411602100120260917ABCDEFG）一并撤回"],
    not: ["撤回原因", "起受理"],
  },
  terminated: {
    opened: window,
    steps: [
      ...accepted,
      ["terminate", reviewer, { note: { ground: "applicantDied", reason: "有户籍注销证明" } }],
    ],
    contains: [
      "您于2026年9月17日提交",
      "自2026年9月21日起受理",
      "终止的事由：申请人死亡。事实和理由：有户籍注销证明",
      remedyInstruction,
    ],
    not: ["尚未受理"],
  },
  endedUnsupplied: {
    opened: window,
    steps: [
      ...accepted,
      ["terminate", system, { note: { ground: "deferralMissed", reason: "应当在2026-10-09前补交" } }],
    ],
    contains: ["终止的事由：容缺后补的材料逾期没有补交", "不影响您重新申请", remedyInstruction],
  },
  suspended: {
    opened: window,
    steps: [...accepted, ["suspend", reviewer, { note: { reason, suspension } }]],
    contains: [
      "专家评审",
      "依照《中华人民共和国行政许可法》第四十五条，所需时间预计7个工作日",
      "自2026年9月21日起至2026年10月8日",
      reason,
    ],
  },
  extended: {
    opened: window,
    steps: [...accepted, ["proposeExtension", reviewer], ["extend", leader, { note: { reason } }]],
    contains: [
      "经本机关负责人批准",
      reason,
      "自2026年9月21日起受理",
      "延长至2026年11月9日",
      "依据：《食品经营许可和备案管理办法》（国家市场监督管理总局令第78号）",
    ],
  },
  forwarded: {
    opened: openSample({ item: { ...law, review: { limit: "30w" } }, receive: "window" }),
    steps: [...accepted, ["forwardUp", reviewer, { note: { reason: "材料属实，建议准予" } }]],
    contains: [
      "已于2026年9月21日将初审意见和全部申请材料报送河南省市场监督管理局",
      "初审意见：材料属实，建议准予",
      "审查期限预计至2026年11月9日，不计入我机关的办理期限",
      "不会要求您重复提供申请材料",
    ],
    not: ["决定准予", "行政复议"],
  },
  approved: {
    opened: window,
    steps: [
      ...accepted,
      ["approve", reviewer, { note: { reason: "符合条件", conditions: "不得制售生食类食品" } }],
    ],
    contains: [
      "决定准予",
      "十个工作日",
      "窗口领取",
      "审查意见：符合条件",
      "《中华人民共和国食品安全法》第三十五条",
      "行政许可法》第三十八条第一款",
      "自2026年9月21日起受理",
      "店铺名称颍河小馆",
      "有效期限五年",
      "条件和要求不得制售生食类食品",
    ],
  },
  decidedOnTheSpot: {
    opened: instant,
    steps: [["decideOnTheSpot", clerk]],
    contains: ["决定准予", "电子送达"],
    not: ["审查意见"],
  },
  rejected: {
    opened: window,
    steps: [...accepted, ["reject", reviewer, { note: { reason, provisions } }]],
    contains: [
      "不予准许",
      "您于2026年9月17日提交",
      "自2026年9月21日起受理",
      "序号不符合的规定查明的事实1《食品经营许可和备案管理办法》第十二条第一项操作间只有六平方米2《食品安全法》",
      "行政许可法》第三十八条第二款，我机关决定不予准许。不符合的规定和查明的事实如下。",
      `理由：${reason}`,
      remedyInstruction,
    ],
  },
  remedyCarriedOut: {
    opened: window,
    steps: afterwards(remedy, decidedAnew, "411602100120260921ABCDEFG"),
    contains: [
      "周口市川汇区人民政府于2026年9月20日作出川汇政复决〔2026〕18号，结果为：撤销原决定，重新作出决定",
      "依据：《中华人民共和国行政复议法》第六十四条",
      "原决定不再有效",
      "办件编号411602100120260921ABCDEFG",
      "自2026年9月21日收到之日起30日内作出决定",
    ],
    not: ["提起行政诉讼", "经复查"],
  },
  revokedByItself: {
    opened: window,
    steps: afterwards(ownMotion, revoked),
    contains: [
      "经复查，川汇区市场监督管理局于2026年9月20日作出",
      "行政许可法》第六十九条",
      remedyInstruction,
    ],
    not: ["重新办理", "行政复议法》第六十"],
  },
  decisionCorrected: {
    opened: window,
    steps: [
      ...approved,
      [
        "correctDecision",
        reviewer,
        {
          note: {
            reason: "录入时错字",
            correction: { document: "approval", place: "店铺名称", wrong: "颖河小馆", right: "颍河小馆" },
          },
        },
      ],
    ],
    contains: [
      "出具的文书《准予行政许可决定书》（川汇市监准〔2026〕12号）有文字差错，现予更正",
      "说明：录入时错字",
      "1店铺名称颖河小馆颍河小馆",
      "决定的内容不变",
      "一并存档",
    ],
    not: ["行政复议"],
  },
  licenceCorrected: {
    opened: window,
    steps: [
      ...approved,
      [
        "recordLicenceCorrection",
        system,
        { note: { licenceCorrection: { licenceId: "0123456789ABCDEF01", version: 2 } } },
      ],
    ],
    contains: [
      "出具的食品经营许可证（编号JY24116020000012）有文字差错",
      "1持证主体颖河小馆颍河小馆",
      "2经营场所七一路10号七一路100号",
    ],
  },
  collected: {
    opened: window,
    steps: [
      ...approved,
      [
        "collect",
        clerk,
        { note: { collection: { how: "identity", relation: "agent", identity: "residentId" } } },
      ],
    ],
    contains: [
      "准予行政许可决定书（川汇市监准〔2026〕12号）、食品经营许可证",
      "受送达人李敏代收人与受送达人的关系代理人送达方式窗口领取（核对证件：居民身份证）",
      "送达时间2026年9月21日10时00分",
    ],
  },
  jointCollected: {
    opened: joint,
    steps: [
      ...accepted,
      ["recordPart", system, { part: { code: foodPart, result: "approved", caseNumber: joint.caseNumber } }],
      ["recordPart", system, { part: { code: signPart, result: "rejected", caseNumber: joint.caseNumber } }],
      [
        "collect",
        clerk,
        { note: { collection: { how: "identity", relation: "self", identity: "residentId" } } },
      ],
    ],
    contains: [
      `送达文书和文号准予行政许可决定书（并联事项：${foodPart}）、不予办理决定书（并联事项：${signPart}）受送达人李敏`,
    ],
    not: ["代收人与"],
  },
  delivered: {
    opened: courier,
    steps: [
      ...accepted,
      ["reject", reviewer, { note: { reason } }],
      ["handOver", system],
      ["confirmDelivery", system],
    ],
    contains: [
      "送达文书和文号不予行政许可决定书（川汇市监不准〔2026〕5号）受送达人李敏",
      "送达方式快递送达送达地点受送达人确认的送达地址",
    ],
    not: ["食品经营许可证", "代收人与"],
  },
  endServed: {
    opened: window,
    steps: [
      ["passPreReview", clerk],
      ["requestSupplement", clerk, { note: { notice } }],
      ["lapse", system],
      ["recordService", clerk, { note: { service: { ...service, document: "termination" } } }],
    ],
    contains: ["逾期未补正终止办理通知书（川汇市监逾〔2026〕7号）受送达人李敏"],
  },
  upperDecisionServed: {
    opened: openSample({ item: { ...law, review: { limit: "30w" } }, receive: "window" }),
    steps: [
      ...accepted,
      ["forwardUp", reviewer, { note: { reason: "建议准予" } }],
      [
        "recordUpperDecision",
        reviewer,
        {
          note: {
            upperDecision: { result: "approved", number: "豫市监许〔2026〕9号", decidedOn: "2026-09-21" },
          },
        },
      ],
      ["recordService", clerk, { note: { service: { ...service, document: "approval" } } }],
    ],
    contains: ["河南省市场监督管理局决定文书（豫市监许〔2026〕9号）受送达人李敏"],
  },
  documentServed: {
    opened: window,
    steps: [
      ["passPreReview", clerk],
      ["requestSupplement", clerk, { note: { notice } }],
      ["recordService", clerk, { note: { service } }],
    ],
    contains: [
      "补正材料通知书（川汇市监补〔2026〕3号）受送达人李敏代收人与受送达人的关系同住成年家属",
      "送达方式留置送达送达地点川汇区七一路1号",
      "送达时间2026年9月21日9时30分送达人陈晨",
      "拒收事由认为材料已经齐全见证人（记录方式）社区工作人员刘某，录像",
    ],
    not: ["签名拒收", "食品经营许可证"],
  },
};
