/** GA 36-2018: the short names of provinces, and the letters, without I and O. */
const province = "[京津沪渝冀豫云辽黑湘皖鲁新苏浙赣鄂桂甘晋蒙陕吉闽贵粤青藏川宁琼]";
const usual = /^[A-HJ-NP-Z][A-HJ-NP-Z0-9]{5}$/;
/** 新能源: a letter first of small vehicles, last of large ones. */
const newEnergy = /^[A-HJ-NP-Z]([A-HJK][A-HJ-NP-Z0-9]\d{4}|\d{5}[A-HJK])$/;
/** Trailers, coaches of driving schools, police, and vehicles from Hong Kong and Macao. */
const marked = /^[A-HJ-NP-Z][A-HJ-NP-Z0-9]{4}[挂学警港澳]$/;

/** Whether a text is a plate (机动车号牌), in capitals and without a separator. */
export const isLicencePlate = (text: string): boolean => {
  const rest = text.replace(new RegExp(`^${province}`), "");
  return rest !== text && [usual, newEnergy, marked].some((kind) => kind.test(rest));
};
