; Inno Setup: makes an installer out of dist\whence. Written with care, not run where Whence is developed.
;   iscc /DVersion=0.1.0 packaging\installer\windows\whence.iss
#ifndef Version
  #error Give the version: iscc /DVersion=... whence.iss
#endif

[Setup]
AppId={{6A0C2A0B-6E0B-4C0B-9B2E-5D6E9B0E2D11}
AppName=Whence
AppVersion={#Version}
AppPublisher=The Whence developers
DefaultDirName={autopf}\Whence
DefaultGroupName=Whence
DisableProgramGroupPage=yes
PrivilegesRequired=lowest
PrivilegesRequiredOverridesAllowed=dialog
ArchitecturesAllowed=x64compatible
ArchitecturesInstallIn64BitMode=x64compatible
LicenseFile=..\..\..\LICENSE
SetupIconFile=..\..\..\build\icons\whence.ico
UninstallDisplayIcon={app}\whence-window.exe
OutputDir=..\..\..\dist
OutputBaseFilename=whence-{#Version}-setup
ChangesAssociations=yes
SolidCompression=yes

[Files]
Source: "..\..\..\dist\whence\*"; DestDir: "{app}"; Flags: ignoreversion recursesubdirs

[Icons]
Name: "{group}\Whence"; Filename: "{app}\whence-window.exe"

; "Open with" for every kind of file: Whence tells a format by its bytes. It never becomes the program that opens a file
; by default.
[Registry]
Root: HKA; Subkey: "Software\Classes\Applications\whence-window.exe"; ValueType: string; ValueName: "FriendlyAppName"; ValueData: "Whence"; Flags: uninsdeletekey
Root: HKA; Subkey: "Software\Classes\Applications\whence-window.exe\shell\open\command"; ValueType: string; ValueName: ""; ValueData: """{app}\whence-window.exe"" ""%1"""
Root: HKA; Subkey: "Software\Classes\Applications\whence-window.exe\DefaultIcon"; ValueType: string; ValueName: ""; ValueData: "{app}\whence-window.exe,0"
Root: HKA; Subkey: "Software\Classes\*\OpenWithList\whence-window.exe"; Flags: uninsdeletekey

; "Check with Whence" in the context menu of every file, one file at a time, in the language of Windows
Root: HKA; Subkey: "Software\Classes\*\shell\Whence.Check"; ValueType: string; ValueName: "MUIVerb"; ValueData: "Check with Whence"; Flags: uninsdeletekey; Check: not IsChinese
Root: HKA; Subkey: "Software\Classes\*\shell\Whence.Check"; ValueType: string; ValueName: "MUIVerb"; ValueData: "用 Whence 检查"; Flags: uninsdeletekey; Check: IsChinese
Root: HKA; Subkey: "Software\Classes\*\shell\Whence.Check"; ValueType: string; ValueName: "Icon"; ValueData: "{app}\whence-window.exe,0"
Root: HKA; Subkey: "Software\Classes\*\shell\Whence.Check"; ValueType: string; ValueName: "MultiSelectModel"; ValueData: "Single"
Root: HKA; Subkey: "Software\Classes\*\shell\Whence.Check\command"; ValueType: string; ValueName: ""; ValueData: """{app}\whence-window.exe"" ""%1"""

[Code]
function IsChinese: Boolean;
begin
  Result := (GetUILanguage and $3FF) = $04;
end;
