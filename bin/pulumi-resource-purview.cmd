@echo off
setlocal
set "root=%~dp0.."
set "node=node"
if exist "%root%\tools\node\node_modules\.bin\node.exe" set "node=%root%\tools\node\node_modules\.bin\node.exe"
"%node%" "%root%\dist\provider\hosts\plugin\main.js" %*
exit /b %ERRORLEVEL%
