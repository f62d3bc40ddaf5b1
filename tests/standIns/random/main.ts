import { serve } from "../../../local/provider/protocol/serve";
import { randomProvider } from "./randomProvider";

void serve(randomProvider);
