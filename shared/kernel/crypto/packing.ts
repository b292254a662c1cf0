import { deflateRawSync, inflateRawSync } from "node:zlib";

/**
 * What sealed parts often say, the most frequent last, so that short ones pack well too. Part of the stored form: never
 * changed; another one needs a number of its own in a sealed value's first byte.
 */
const dictionary = Buffer.from(
  [
    '"bornOn":"19","gender":"男女","nationality":"汉族","email":"@qq.com","remark":"","permit":"","uscc":"91","employees":',
    '"registeredCapital":,"legalRepresentative":"","scopeOfBusiness":"","statement":"","former":"","validTo":"20","startDate":"2026-',
    '"businessType":"餐饮服务经营者食品销售经营者","premisesArea":,"premisesAddress":"","activities":["热食类食品制售"],"safetyStaff":[',
    '"shopName":"","address":"省市区县路大道街道办事处社区村号楼单元室","issuer":{"name":"局","code":"11',
    '{"applicant":{"name":"有限公司","idType":"uscc","idNumber":"passport","applicantRole":"spouse","parties":[{"role":"partner',
    ',"handInAddress":{"recipient":"","phone":"13","areaCode":"","street":"","receiveAddress":{"recipient":"","agent":{',
    '{"name":"张王李刘陈","idType":"residentId","idNumber":"19700101","phone":"1380"},true,false,null]}',
  ].join(""),
);

/** DynamoDB takes no larger item, however well it packs. */
const maxOutputLength = 4 * 1024 * 1024;

/** Deflated, so that what is sealed takes no more room than in clear. */
export const packed = (value: unknown): Buffer =>
  deflateRawSync(JSON.stringify(value), { level: 9, dictionary });

export const unpacked = (bytes: Uint8Array): unknown =>
  JSON.parse(inflateRawSync(bytes, { maxOutputLength, dictionary }).toString("utf8"));
