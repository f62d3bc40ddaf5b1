import { serve } from "../protocol/serve";
import { randomProvider } from "./randomProvider";

void serve(randomProvider);
