import { memoryCaseStore } from "#test/support/memory-case-store.ts";
import { caseStoreContract } from "./case-store.contract.ts";

caseStoreContract("the in-memory store", async () => memoryCaseStore());
