import { memoryCaseStore } from "#shared/cases/memory-case-store.ts";
import { caseStoreContract } from "./case-store.contract.ts";

caseStoreContract("the in-memory store", async () => memoryCaseStore());
