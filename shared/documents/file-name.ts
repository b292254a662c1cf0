import { type AcceptedType, extensionOf } from "./accepted.ts";

const extensions: Record<AcceptedType, RegExp> = {
  "application/pdf": /^pdf$/i,
  "application/ofd": /^ofd$/i,
  "image/jpeg": /^(jpe?g|jfif)$/i,
  "image/png": /^png$/i,
};

/** What systems run, or open with something that runs. They go by the last extension: `x.exe.pdf` opens as a PDF. */
const runnable =
  /^(exe|com|bat|cmd|scr|pif|msi|lnk|js|jse|vbs?|vbe|wsf|hta|ps1|sh|jar|apk|app|dll|html?|svg|xml|php|jsp|aspx?|zip|rar|7z|iso|docm|xlsm)$/i;

/** Invisible characters and those that turn the direction of reading: `gpj.exe` shown as `exe.jpg`. */
const invisible = /[\p{Cf}\p{Co}\p{Zl}\p{Zp}]/u;

/** What a reviewer's Windows takes for a device, hides or cuts off. */
const reserved = /^(con|prn|aux|nul|com[0-9¹²³]|lpt[0-9¹²³])\s*(\.|$)|^\.|\.$/i;

const isExtension = /^[a-z0-9]{1,5}$/i;
const lastExtension = (fileName: string): string | undefined => {
  const at = fileName.lastIndexOf(".");
  return at < 0 ? undefined : fileName.slice(at + 1).trim();
};

/** Of a part of an archive: XML is what an OFD is made of. */
export function isRunnable(name: string): boolean {
  const last = lastExtension(name);
  return last !== undefined && last.toLowerCase() !== "xml" && runnable.test(last);
}

export const extensionMismatch = "文件的扩展名与格式不符。|The file's extension does not fit its type.";

/** What is wrong with a file's name, in both languages; undefined when it may be shown to others. */
export function nameFault(fileName: string, contentType: AcceptedType | undefined): string | undefined {
  if (invisible.test(fileName))
    return "文件名中有不可见的字符，请改名后再上传。|The name has invisible characters; please rename the file.";
  if (reserved.test(fileName))
    return "这个文件名是系统保留的，请改名后再上传。|The name is reserved by some systems; please rename the file.";
  const last = lastExtension(fileName);
  if (last !== undefined && runnable.test(last))
    return "文件名的扩展名不正确，请改名后再上传。|The name has an extension that is not allowed; please rename the file.";
  if (last !== undefined && contentType && isExtension.test(last) && !extensions[contentType].test(last))
    return extensionMismatch;
  return undefined;
}

/** The name with the extension of what the file really is: messengers save a PNG as `.jpg`. */
export function nameFor(fileName: string, contentType: AcceptedType): string {
  const last = lastExtension(fileName);
  if (last === undefined || !isExtension.test(last)) return fileName;
  if (extensions[contentType].test(last)) return fileName;
  return `${fileName.slice(0, fileName.lastIndexOf("."))}.${extensionOf[contentType]}`;
}
