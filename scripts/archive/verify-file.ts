import yauzl from "yauzl";
import { notAPackage, type VerifiedPackage, verifyZip, zipOptions } from "#shared/archives/verify-package.ts";

/** A package on disk. @throws Error when there is no such file */
export async function verifyPackageFile(path: string): Promise<VerifiedPackage> {
  const zip = await yauzl.openPromise(path, zipOptions).catch((error: NodeJS.ErrnoException) => {
    if (error.code === "ENOENT" || error.code === "EACCES" || error.code === "EISDIR") throw error;
    return undefined;
  });
  return zip ? verifyZip(zip) : notAPackage;
}
