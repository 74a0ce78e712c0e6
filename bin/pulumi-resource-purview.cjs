#!/usr/bin/env node
require("../dist/provider/hosts/plugin/main.js");
