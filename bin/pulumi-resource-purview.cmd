@echo off
setlocal
set "root=%~dp0.."
node "%root%\dist\provider\hosts\plugin\main.js" %*
exit /b %ERRORLEVEL%
