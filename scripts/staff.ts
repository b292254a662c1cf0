// Brings people into the staff directory: npm run staff -- import|check FILE
import { runStaff } from "./staff/commands.ts";
import { terminalOf } from "./terminal.ts";

process.exitCode = await runStaff(process.argv.slice(2), terminalOf(process));
