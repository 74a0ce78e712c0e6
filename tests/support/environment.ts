// Required by mocha before every test file: tests clean up after themselves, which the default protection of holds would refuse.
// What tests the protection sets it for itself.
process.env["PURVIEW_DELETION_PROTECTION"] ??= "none";
